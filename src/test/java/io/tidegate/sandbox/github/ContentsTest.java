package io.tidegate.sandbox.github;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.sandbox.git.GitFile;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ContentsTest {
    private static final String REPO = "/repos/acme/infra";
    private Client client;
    private String token;

    @BeforeEach
    void start() throws Exception {
        client = new Client();
        token = client.token(null);
    }

    @AfterEach
    void stop() {
        client.close();
    }

    @Test
    void a_commit_leads_to_its_tree_and_a_tree_to_its_blobs() throws Exception {
        String head = client.repo.head("main");
        assertThat(client.get(token, REPO + "/git/ref/heads/main")
                        .json()
                        .at("/object/sha")
                        .asText())
                .isEqualTo(head);
        var tree =
                client.get(token, REPO + "/git/trees/" + head + "?recursive=1").json();
        assertThat(tree.get("truncated").asBoolean()).isFalse();
        assertThat(tree.get("tree").findValuesAsText("path"))
                .containsExactly(
                        "README.md",
                        "environments",
                        "environments/dev",
                        "environments/dev/main.tf",
                        "modules",
                        "modules/vpc",
                        "modules/vpc/main.tf");
        String blob = tree.get("tree").get(0).get("sha").asText();
        String content = client.get(token, REPO + "/git/blobs/" + blob)
                .json()
                .get("content")
                .asText();
        assertThat(new String(Base64.getMimeDecoder().decode(content))).isEqualTo("infra\n");
        var sha = client.send(
                "GET",
                REPO + "/commits/main",
                null,
                "Authorization",
                "Bearer " + token,
                "Accept",
                "application/vnd.github.sha");
        assertThat(sha.text()).isEqualTo(head);
    }

    @Test
    void a_tree_beyond_the_limit_says_that_it_is_truncated() throws Exception {
        client.github.treeLimit(3);
        var tree = client.get(token, REPO + "/git/trees/main?recursive=1").json();
        assertThat(tree.get("tree")).hasSize(3);
        assertThat(tree.get("truncated").asBoolean()).isTrue();
    }

    @Test
    void contents_come_as_json_raw_or_directory() throws Exception {
        var file = client.get(token, REPO + "/contents/environments/dev/main.tf?ref=main")
                .json();
        assertThat(file.get("type").asText()).isEqualTo("file");
        assertThat(new String(Base64.getMimeDecoder().decode(file.get("content").asText())))
                .isEqualTo("a = 1\nb = 2\n");
        var raw = client.send(
                "GET",
                REPO + "/contents/README.md",
                null,
                "Authorization",
                "Bearer " + token,
                "Accept",
                "application/vnd.github.raw+json");
        assertThat(raw.text()).isEqualTo("infra\n");
        var directory = client.get(token, REPO + "/contents/environments").json();
        assertThat(directory.get(0).get("type").asText()).isEqualTo("dir");
        assertThat(client.get(token, REPO + "/contents/nowhere").status()).isEqualTo(404);
    }

    @Test
    void comparing_tells_who_is_ahead_and_what_changed_since_they_parted() throws Exception {
        String start = client.repo.head("main");
        int number = client.repo.openPullRequest(client.lee, "feature/x", "X", Map.of("new.tf", "1\n"));
        client.repo.pushToMain(client.ann, Map.of("README.md", "other\n"));
        assertThat(number).isEqualTo(1);
        var compared = client.get(token, REPO + "/compare/main...feature/x").json();
        assertThat(compared.get("status").asText()).isEqualTo("diverged");
        assertThat(compared.get("ahead_by").asInt()).isEqualTo(1);
        assertThat(compared.get("behind_by").asInt()).isEqualTo(1);
        assertThat(compared.at("/merge_base_commit/sha").asText()).isEqualTo(start);
        assertThat(compared.get("files").findValuesAsText("filename")).containsExactly("new.tf");
        assertThat(client.get(token, REPO + "/compare/main...main")
                        .json()
                        .get("status")
                        .asText())
                .isEqualTo("identical");
    }

    @Test
    void an_archive_comes_from_another_host_that_takes_no_credentials() throws Exception {
        client.repo.pushFiles(
                client.ann,
                "main",
                Map.of("run.sh", GitFile.executable("#!/bin/sh\n"), "link", GitFile.link("README.md")));
        String sha = client.repo.head("main");
        var redirect = client.get(token, REPO + "/tarball/" + sha);
        assertThat(redirect.status()).isEqualTo(302);
        String location = redirect.header("Location");
        assertThat(location).startsWith(client.github.codeloadUrl());
        assertThat(client.get(token, location).status()).isEqualTo(400);
        assertThat(client.journal.matching(entry -> entry.kind().equals("authorization-at-codeload")))
                .hasSize(1);
        assertThat(client.send("GET", location.replaceAll("token=.*", "token=guess"), null)
                        .status())
                .isEqualTo(404);
        var archive = client.send("GET", location, null);
        assertThat(archive.status()).isEqualTo(200);
        List<String> names = new ArrayList<>();
        try (var tar = new TarArchiveInputStream(
                new GZIPInputStream(new ByteArrayInputStream(archive.raw().body())))) {
            for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                names.add(entry.getName());
            }
        }
        String top = "acme-infra-" + sha.substring(0, 7) + "/";
        assertThat(names).contains(top, top + "README.md", top + "link", top + "environments/dev/main.tf");
        assertThat(names).allMatch(name -> name.startsWith(top));
    }

    @Test
    void lists_are_paged_by_links_that_name_the_repository_by_id() throws Exception {
        Map<String, String> many = new HashMap<>();
        for (int i = 0; i < 130; i++) {
            many.put("generated/%03d.tf".formatted(i), "x\n");
        }
        int number = client.repo.openPullRequest(client.lee, "many", "Many", many);
        String path = REPO + "/pulls/" + number + "/files";
        assertThat(client.get(token, path).json()).hasSize(30);
        var first = client.get(token, path + "?per_page=500");
        assertThat(first.json()).hasSize(100);
        assertThat(first.header("Link")).contains("/repositories/" + client.repo.id() + "/pulls/" + number + "/files?");
        String next = first.header("Link").replaceAll(".*<([^>]+)>; rel=\"next\".*", "$1");
        var second = client.get(token, next);
        assertThat(second.json()).hasSize(30);
        assertThat(second.header("Link")).contains("rel=\"prev\"").doesNotContain("rel=\"next\"");
    }

    @Test
    void an_unchanged_answer_is_304_and_free_but_only_for_the_same_token() throws Exception {
        var first = client.get(token, REPO);
        var again = client.send(
                "GET", REPO, null, "Authorization", "Bearer " + token, "If-None-Match", first.header("ETag"));
        assertThat(again.status()).isEqualTo(304);
        assertThat(again.header("X-RateLimit-Remaining")).isEqualTo(first.header("X-RateLimit-Remaining"));
        var other = client.send(
                "GET",
                REPO,
                null,
                "Authorization",
                "Bearer " + client.token(null),
                "If-None-Match",
                first.header("ETag"));
        assertThat(other.status()).isEqualTo(200);
    }
}
