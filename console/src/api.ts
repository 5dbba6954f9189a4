/**
 * The words of the REST API as types, made from `config/openapi.yaml` with each build: what the contract
 * does not promise, the pages cannot read.
 */
import type { components, operations } from '../target/openapi'

type Schemas = components['schemas']
export type CallPage = Schemas['CallPage']
export type LoggedCall = Schemas['Call']
export type CallStory = Schemas['CallStory']
export type CallEvent = Schemas['CallEvent']
export type CallExplanation = Schemas['CallExplanation']
export type AgentNow = Schemas['AgentNow']
export type AgentList = Schemas['AgentList']
export type AgentRole = AgentNow['role']
export type RingGroup = Schemas['RingGroup']
export type RingGroupList = Schemas['RingGroupList']
export type RingGroupWish = Schemas['RingGroupWish']
export type Channel = Schemas['Channel']
export type ChannelList = Schemas['ChannelList']
export type ChannelWish = Schemas['ChannelWish']
export type SignInFacts = Schemas['Session']
export type Problem = Schemas['Problem']
export type CallQuery = NonNullable<operations['listCalls']['parameters']['query']>
