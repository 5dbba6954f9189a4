package io.dering.gateway.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;

/// Checks on RFC 9457 answers.
public final class Problems {
  private Problems() {}

  public static JsonObject assertProblem(HttpResponse<String> answer, int status, String code) {
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.headers().firstValue("content-type")).hasValue("application/problem+json");
    var problem = new JsonObject(answer.body());
    assertThat(problem.getString("code")).isEqualTo(code);
    assertThat(problem.getInteger("status")).isEqualTo(status);
    assertThat(problem.getString("type")).isEqualTo("urn:dering:problem:" + code);
    return problem;
  }

  public static void assertField(JsonObject problem, String name) {
    JsonArray fields = problem.getJsonArray("fields");
    assertThat(fields).isNotNull();
    assertThat(fields.getJsonObject(0).getString("name")).isEqualTo(name);
    assertThat(fields.getJsonObject(0).getString("reason")).isNotBlank();
  }
}
