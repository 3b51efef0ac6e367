package io.tidegate.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AttentionRulesTest {
    @ParameterizedTest
    @CsvSource({
        "digitalocean_database_cluster, data in it is lost",
        "digitalocean_volume, data in it is lost",
        "digitalocean_spaces_bucket, data in it is lost",
        "aws_db_instance, data in it is lost",
        "aws_s3_bucket, data in it is lost",
        "google_sql_database_instance, data in it is lost",
        "azurerm_mssql_database, data in it is lost",
        "azurerm_postgresql_flexible_server, data in it is lost",
        "kubernetes_persistent_volume_claim_v1, data in it is lost",
        "digitalocean_kubernetes_cluster, workloads in it are lost",
        "aws_eks_cluster, workloads in it are lost",
        "google_container_cluster, workloads in it are lost",
        "azurerm_kubernetes_cluster, workloads in it are lost",
        "digitalocean_vpc, what is connected by it is cut off",
        "aws_subnet, what is connected by it is cut off",
        "google_compute_subnetwork, what is connected by it is cut off",
        "azurerm_virtual_network, what is connected by it is cut off",
        "digitalocean_record, its names stop resolving",
        "aws_route53_zone, its names stop resolving",
        "azurerm_dns_a_record, its names stop resolving",
        "cloudflare_record, its names stop resolving",
        "digitalocean_loadbalancer, its address may be lost",
        "aws_eip, its address may be lost"
    })
    void what_holds_something_says_what_is_lost_with_it(String type, String lost) {
        assertThat(AttentionRules.loss(change(type, Action.DELETE))).hasValue(lost);
        assertThat(AttentionRules.loss(change(type, Action.DELETE_CREATE))).hasValue(lost);
        assertThat(AttentionRules.loss(change(type, Action.CREATE_DELETE))).hasValue(lost);
        assertThat(AttentionRules.loss(change(type, Action.UPDATE))).isEmpty();
        assertThat(AttentionRules.loss(change(type, Action.FORGET))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"null_resource", "aws_s3_bucket_policy", "xdigitalocean_volume", "digitalocean_tag"})
    void what_is_easily_made_again_is_no_loss(String type) {
        assertThat(AttentionRules.loss(change(type, Action.DELETE))).isEmpty();
    }

    @Test
    void data_comes_before_workloads_before_networks_before_names() {
        assertThat(
                        List.of(
                                        "digitalocean_volume",
                                        "aws_eks_cluster",
                                        "aws_vpc",
                                        "digitalocean_record",
                                        "aws_eip",
                                        "x")
                                .stream()
                                .map(type -> AttentionRules.rank(change(type, Action.DELETE))))
                .containsExactly(0, 1, 2, 3, 4, 5);
    }

    @ParameterizedTest
    @CsvSource({
        "digitalocean_kubernetes_cluster, node_pool.size, digitalocean_kubernetes_node_pool instead",
        "digitalocean_kubernetes_cluster, node_pool[0].size, digitalocean_kubernetes_node_pool instead",
        "digitalocean_kubernetes_cluster, version, lower than the cluster's",
        "digitalocean_vpc, ip_range, cannot be changed"
    })
    void a_replacement_that_surprises_people_is_explained(String type, String attribute, String why) {
        AttributeChange forcing = attribute(attribute, "\"a\"", "\"b\"", true);
        AttributeChange other = attribute(attribute, "\"a\"", "\"b\"", false);

        assertThat(AttentionRules.trap(change(type, Action.DELETE_CREATE, forcing)))
                .hasValueSatisfying(text -> assertThat(text).contains(why));
        assertThat(AttentionRules.trap(change(type, Action.DELETE_CREATE, other)))
                .isEmpty();
        assertThat(AttentionRules.trap(change(type, Action.UPDATE, forcing))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "digitalocean_firewall, inbound_rule.source_addresses[0], 0.0.0.0/0",
        "digitalocean_firewall, inbound_rule.source_addresses[1], ::/0",
        "aws_security_group, ingress.cidr_blocks, 0.0.0.0/0",
        "google_compute_firewall, source_ranges, 0.0.0.0/0",
        "azurerm_network_security_rule, source_address_prefix, 0.0.0.0/0",
        "digitalocean_spaces_bucket, acl, public-read",
        "google_storage_bucket_iam_member, member, allUsers"
    })
    void a_door_that_is_opened_to_anybody_is_named(String type, String attribute, String value) {
        String shown = "\"" + value + "\"";

        assertThat(AttentionRules.opens(
                        change(type, Action.UPDATE, attribute(attribute, "\"10.0.0.0/8\"", shown, false))))
                .hasValue(attribute);
        assertThat(AttentionRules.opens(change(type, Action.UPDATE, attribute(attribute, shown, shown, false))))
                .as("was open before")
                .isEmpty();
        assertThat(AttentionRules.opens(
                        change(type, Action.UPDATE, attribute(attribute, shown, "\"10.0.0.0/8\"", false))))
                .as("is closed")
                .isEmpty();
    }

    @Test
    void a_network_that_only_ends_like_everybody_is_not_everybody() {
        assertThat(AttentionRules.opens(change(
                        "digitalocean_firewall", Action.UPDATE, attribute("a", "\"\"", "\"10.0.0.0/08\"", false))))
                .isEmpty();
        assertThat(AttentionRules.opens(change(
                        "digitalocean_firewall", Action.UPDATE, attribute("a", "\"\"", "\"2001:db8::/0\"", false))))
                .isEmpty();
    }

    @Test
    void a_database_that_becomes_public_is_named() {
        AttributeChange opened = attribute("publicly_accessible", "false", "true", false);
        AttributeChange closed = attribute("publicly_accessible", "true", "false", false);

        assertThat(AttentionRules.opens(change("aws_db_instance", Action.UPDATE, opened)))
                .hasValue("publicly_accessible");
        assertThat(AttentionRules.opens(change("aws_db_instance", Action.UPDATE, closed)))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "aws_iam_role_policy_attachment",
                "google_project_iam_member",
                "azurerm_role_assignment",
                "kubernetes_cluster_role_binding_v1",
                "github_team_membership",
                "tfe_team_access",
                "digitalocean_ssh_key"
            })
    void who_may_do_what_is_pointed_out_however_it_changes(String type) {
        for (Action action : List.of(Action.CREATE, Action.UPDATE, Action.DELETE, Action.FORGET)) {
            assertThat(AttentionRules.rights(change(type, action)))
                    .as(action.name())
                    .isTrue();
        }
        assertThat(AttentionRules.rights(change(type, Action.NO_OP))).isFalse();
        assertThat(AttentionRules.rights(change("digitalocean_tag", Action.UPDATE)))
                .isFalse();
    }

    private static AttributeChange attribute(String path, String before, String after, boolean forces) {
        return new AttributeChange(path, new Shown.Text(before), new Shown.Text(after), forces);
    }

    @Test
    void an_organisations_own_rules_point_out_what_they_name_and_nothing_else() {
        OwnRule rule = new OwnRule(Pattern.compile("acme_.*"), OwnRule.When.DESTROY, "the on-call engineer must know");
        List<ResourceChange> changes = List.of(
                change("acme_queue", Action.DELETE),
                change("acme_queue", Action.DELETE_CREATE),
                change("acme_queue", Action.UPDATE),
                change("other_acme_queue", Action.DELETE));

        assertThat(OwnRule.noted(List.of(rule), changes))
                .extracting(OwnRule.Noted::reason)
                .containsExactly("the on-call engineer must know", "the on-call engineer must know");
    }

    private static ResourceChange change(String type, Action action, AttributeChange... attributes) {
        return new ResourceChange(
                type + ".x",
                null,
                "managed",
                type,
                "p",
                null,
                action,
                null,
                false,
                List.of(attributes),
                0,
                new ChangeDigest("t1:k:d"));
    }
}
