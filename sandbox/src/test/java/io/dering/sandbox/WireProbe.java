package io.dering.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/// Plain requests to the sandbox's own addresses.
final class WireProbe {
  private WireProbe() {}

  static JsonNode exchanges(House house) throws Exception {
    return new JsonMapper().readTree(get(house, "/sandbox/wire").body());
  }

  static HttpResponse<String> get(House house, String path, String... headers) throws Exception {
    return send(HttpRequest.newBuilder(URI.create(house.http() + path)).GET(), headers);
  }

  static HttpResponse<String> put(House house, String path, String body, String... headers)
      throws Exception {
    return send(
        HttpRequest.newBuilder(URI.create(house.http() + path))
            .PUT(HttpRequest.BodyPublishers.ofString(body)),
        headers);
  }

  private static HttpResponse<String> send(HttpRequest.Builder request, String... headers)
      throws Exception {
    if (headers.length > 0) {
      request.headers(headers);
    }
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
  }
}
