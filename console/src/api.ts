/**
 * The words of the REST API as types, made from `config/openapi.yaml` with each build: what the contract
 * does not promise, the pages cannot read.
 */
import type { components } from '../target/openapi'

type Schemas = components['schemas']
export type CallPage = Schemas['CallPage']
export type LoggedCall = Schemas['Call']
export type SignInFacts = Schemas['Session']
