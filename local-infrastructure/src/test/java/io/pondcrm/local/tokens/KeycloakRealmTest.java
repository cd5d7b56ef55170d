package io.pondcrm.local.tokens;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Keycloak's realm for Docker gives out the tokens that our own issuer gives out. */
class KeycloakRealmTest {

    /** What makes a token one of ours besides its scopes. */
    private static final String COMMON = "pondcrm";

    private static JsonNode realm;

    @BeforeAll
    static void read() throws IOException {
        realm =
                JsonMapper.shared()
                        .readTree(
                                Files.readString(Path.of("../docker/keycloak/pondcrm-realm.json")));
    }

    /**
     * A client as far as services can tell.
     *
     * @param secret the variable that it comes from
     */
    private record Client(Set<String> scopes, Optional<String> system, String secret) {}

    @Test
    void the_clients_are_those_of_our_own_issuer() {
        assertThat(clientsOf(realm)).isEqualTo(ours());
    }

    @Test
    void a_client_with_another_scope_system_or_secret_is_noticed() {
        var wider = realm.deepCopy();
        ((ArrayNode) client(wider, "front-end").path("defaultClientScopes")).add("customers:pii");
        var unbound = realm.deepCopy();
        ((ObjectNode) client(unbound, "partner-shop")).remove("protocolMappers");
        var written = realm.deepCopy();
        ((ObjectNode) client(written, "ops")).put("secret", "secret");
        var fewer = realm.deepCopy();
        ((ArrayNode) fewer.path("clients")).remove(0);

        for (var broken : List.of(wider, unbound, written, fewer)) {
            assertThat(clientsOf(broken)).isNotEqualTo(ours());
        }
    }

    @Test
    void every_scope_that_a_client_has_is_defined_and_shown_in_tokens() {
        assertThat(undefinedScopes(realm)).isEmpty();

        var hidden = realm.deepCopy();
        ((ObjectNode) scope(hidden, "customers:read").path("attributes"))
                .put("include.in.token.scope", "false");
        assertThat(undefinedScopes(hidden)).containsExactly("customers:read");
    }

    @Test
    void tokens_say_what_the_services_ask_for() {
        assertThat(missingClaims(realm)).isEmpty();

        var elsewhere = realm.deepCopy();
        ((ObjectNode) scope(elsewhere, COMMON).path("protocolMappers").path(0).path("config"))
                .put("included.custom.audience", "another");
        assertThat(missingClaims(elsewhere)).containsExactly("aud");
        var nameless = realm.deepCopy();
        ((ArrayNode) scope(nameless, COMMON).path("protocolMappers")).remove(2);
        assertThat(missingClaims(nameless)).containsExactly("client_id");
        var plain = realm.deepCopy();
        ((ObjectNode) client(plain, "ops")).remove("attributes");
        assertThat(missingClaims(plain)).containsExactly("at+jwt of ops");
    }

    private static Map<String, Client> ours() {
        return Arrays.stream(DemoClient.values())
                .collect(
                        toMap(
                                DemoClient::id,
                                it ->
                                        new Client(
                                                Set.copyOf(it.scopes()),
                                                it.system(),
                                                "${POND_CLIENT_SECRET_" + it.name() + "}")));
    }

    private static Map<String, Client> clientsOf(JsonNode realm) {
        return all(realm.path("clients"))
                .collect(
                        toMap(
                                it -> it.path("clientId").asString(),
                                it -> {
                                    var scopes = new HashSet<>(texts(it, "defaultClientScopes"));
                                    scopes.remove(COMMON);
                                    return new Client(
                                            scopes,
                                            hardcoded(it, "system"),
                                            it.path("secret").asString());
                                }));
    }

    private static Optional<String> hardcoded(JsonNode client, String claim) {
        return all(client.path("protocolMappers"))
                .filter(it ->
                        it.path("protocolMapper").asString().equals("oidc-hardcoded-claim-mapper"))
                .map(it -> it.path("config"))
                .filter(it -> it.path("claim.name").asString().equals(claim))
                .filter(it -> it.path("access.token.claim").asString().equals("true"))
                .map(it -> it.path("claim.value").asString())
                .findFirst();
    }

    private static Set<String> undefinedScopes(JsonNode realm) {
        var shown =
                all(realm.path("clientScopes"))
                        .filter(it ->
                                it.path("attributes")
                                        .path("include.in.token.scope")
                                        .asString()
                                        .equals("true"))
                        .map(it -> it.path("name").asString())
                        .collect(toSet());
        return all(realm.path("clients"))
                .flatMap(it -> texts(it, "defaultClientScopes").stream())
                .filter(it -> !it.equals(COMMON) && !shown.contains(it))
                .collect(toSet());
    }

    /** What the chassis checks in a token, and this realm would not write. */
    private static Set<String> missingClaims(JsonNode realm) {
        var missing = new HashSet<String>();
        var config =
                all(scope(realm, COMMON).path("protocolMappers"))
                        .collect(
                                toMap(
                                        it -> it.path("protocolMapper").asString(),
                                        it -> it.path("config")));
        if (!text(config, "oidc-audience-mapper", "included.custom.audience").equals("pondcrm")) {
            missing.add("aud");
        }
        if (!text(config, "oidc-usersessionmodel-note-mapper", "claim.name").equals("client_id")) {
            missing.add("client_id");
        }
        if (!text(config, "oidc-sub-mapper", "access.token.claim").equals("true")) {
            missing.add("sub");
        }
        for (var client : all(realm.path("clients")).toList()) {
            var id = client.path("clientId").asString();
            if (!client.path("attributes")
                    .path("access.token.header.type.rfc9068")
                    .asString()
                    .equals("true")) {
                missing.add("at+jwt of " + id);
            }
            if (!texts(client, "defaultClientScopes").contains(COMMON)
                    || !client.path("serviceAccountsEnabled").asBoolean()
                    || client.path("fullScopeAllowed").asBoolean()) {
                missing.add("client credentials of " + id);
            }
        }
        return missing;
    }

    private static String text(Map<String, JsonNode> configs, String mapper, String key) {
        var config = configs.get(mapper);
        return config == null ? "" : config.path(key).asString();
    }

    private static JsonNode client(JsonNode realm, String id) {
        return named(realm.path("clients"), "clientId", id);
    }

    private static JsonNode scope(JsonNode realm, String name) {
        return named(realm.path("clientScopes"), "name", name);
    }

    private static JsonNode named(JsonNode list, String field, String name) {
        return all(list)
                .filter(it -> Objects.equals(it.path(field).asString(), name))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> texts(JsonNode node, String field) {
        return all(node.path(field)).map(JsonNode::asString).toList();
    }

    private static Stream<JsonNode> all(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }
}
