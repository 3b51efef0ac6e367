package io.tidegate.plan;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What deserves a closer look although Terraform treats it like everything else. All rules are here, as data: types are
 * regular expressions over whole resource types, attributes over whole paths. Each gives a reason, never a grade.
 */
public final class AttentionRules {
    /** What is lost with a resource of such a type when it is destroyed or replaced. */
    record Loss(String what, Pattern types) {
        Loss(String what, String types) {
            this(what, Pattern.compile(types));
        }
    }

    /** Why a provider replaces a resource of such a type when such an attribute changes. */
    record Trap(Pattern types, Pattern attribute, String why) {
        Trap(String types, String attribute, String why) {
            this(Pattern.compile(types), Pattern.compile(attribute), why);
        }
    }

    /** The most grievous first; a type belongs to the first rule that names it. */
    static final List<Loss> LOSSES = List.of(
            new Loss(
                    "data in it is lost",
                    "digitalocean_(database_(cluster|db|replica)|volume(_snapshot)?|spaces_bucket(_object)?|container_registry"
                            + "|droplet(_snapshot)?|nfs)"
                            + "|aws_(db_instance|rds_(cluster|global_cluster)|dynamodb_table|elasticache_\\w+|ebs_(volume|snapshot)"
                            + "|efs_file_system|s3_bucket|redshift_cluster|opensearch_domain|docdb_cluster|neptune_cluster"
                            + "|kinesis_stream|msk_cluster|sqs_queue|ecr_repository|kms_key|secretsmanager_secret)"
                            + "|google_(sql_database(_instance)?|storage_bucket|compute_disk|bigquery_(dataset|table)"
                            + "|spanner_(instance|database)|bigtable_instance|firestore_database|redis_instance"
                            + "|filestore_instance|kms_crypto_key|secret_manager_secret)"
                            + "|azurerm_((mssql|postgresql|mysql)_(flexible_)?(server|database)|cosmosdb_account|storage_account"
                            + "|storage_container|managed_disk|key_vault(_key|_secret)?|redis_cache)"
                            + "|kubernetes_(persistent_volume(_claim)?|namespace)(_v1)?|mongodbatlas_(advanced_)?cluster"),
            new Loss(
                    "workloads in it are lost",
                    "digitalocean_kubernetes_(cluster|node_pool)|aws_(eks_(cluster|node_group)|ecs_cluster|instance)"
                            + "|google_(container_(cluster|node_pool)|compute_instance)"
                            + "|azurerm_(kubernetes_cluster(_node_pool)?|(linux|windows)_virtual_machine)"
                            + "|linode_lke_cluster|civo_kubernetes_cluster"),
            new Loss(
                    "what is connected by it is cut off",
                    "digitalocean_(vpc(_peering)?|vpc_nat_gateway)|aws_(vpc(_peering_connection)?|subnet|nat_gateway|internet_gateway"
                            + "|vpn_\\w+|dx_\\w+|ec2_transit_gateway\\w*)|google_compute_((sub)?network|vpn_\\w+|router(_nat)?)"
                            + "|azurerm_(virtual_network(_gateway|_peering)?|subnet|nat_gateway|express_route_\\w+)|hcloud_network"),
            new Loss(
                    "its names stop resolving",
                    "digitalocean_(domain|record)|aws_route53_(zone|record)|google_dns_(managed_zone|record_set)"
                            + "|azurerm_(private_)?dns_(zone|\\w+_record)|cloudflare_(zone|record|dns_record)"),
            new Loss(
                    "its address may be lost",
                    "digitalocean_(reserved_ip(v6)?|floating_ip|loadbalancer)|aws_(eip|lb|alb|elb)"
                            + "|google_compute_(global_)?(address|forwarding_rule)|azurerm_(public_ip|lb|application_gateway)"));

    static final List<Trap> TRAPS = List.of(
            new Trap(
                    "digitalocean_kubernetes_cluster",
                    "node_pool(\\[\\d+])?\\.size",
                    "the droplet size of the pool inside of a cluster's own resource cannot be changed in place; move the nodes"
                            + " to a digitalocean_kubernetes_node_pool instead"),
            new Trap(
                    "digitalocean_kubernetes_cluster",
                    "version",
                    "the configured version is lower than the cluster's, which an automatic upgrade may have raised; name that"
                            + " version instead"),
            new Trap(
                    "digitalocean_vpc", "ip_range", "a network's range cannot be changed; everything in it must move"));

    private static final Pattern DOORS = Pattern.compile(
            ".*(firewall|security_group|network_acl|network_security_rule|ingress|authorized_networks|kubernetes_cluster"
                    + "|container_cluster|access_policy|bucket|storage|db_instance|sql_database|database_trusted_sources).*");
    private static final Pattern ANYBODY = Pattern.compile(
            "(^|[^\\d.:])(0\\.0\\.0\\.0/0|::/0)($|[^\\d])|\"(public-read(-write)?|allUsers|allAuthenticatedUsers|AllUsers)\"");
    private static final Pattern PUBLIC =
            Pattern.compile("(.*\\.)?(publicly_accessible|public_network_access_enabled|allow_blob_public_access"
                    + "|allow_nested_items_to_be_public|map_public_ip_on_launch)");
    private static final Pattern RIGHTS = Pattern.compile("aws_iam_\\w+|google_\\w*iam_\\w+|google_service_account\\w*"
            + "|azurerm_role_\\w+|azuread_\\w+|kubernetes_(cluster_)?role(_binding)?(_v1)?|digitalocean_(ssh_key|database_user)"
            + "|github_(team|membership|repository_collaborator|organization_)\\w*|tfe_(team|organization_membership)\\w*"
            + "|doppler_(project_member|service_token|group)\\w*|vault_policy|okta_\\w+");

    private AttentionRules() {}

    /** What is lost with it; empty for what is neither destroyed nor replaced, or is easily made again. */
    public static Optional<String> loss(ResourceChange change) {
        return change.action().destroys() && change.mode().equals("managed")
                ? LOSSES.stream()
                        .filter(rule -> rule.types().matcher(change.type()).matches())
                        .findFirst()
                        .map(Loss::what)
                : Optional.empty();
    }

    /** The order in which losses are told: the lower, the sooner. */
    public static int rank(ResourceChange change) {
        for (int i = 0; i < LOSSES.size(); i++) {
            if (LOSSES.get(i).types().matcher(change.type()).matches()) {
                return i;
            }
        }
        return LOSSES.size();
    }

    /** Why the provider replaces it, where that surprises people. */
    public static Optional<String> trap(ResourceChange change) {
        return change.action().replaces()
                ? TRAPS.stream()
                        .filter(trap -> trap.types().matcher(change.type()).matches()
                                && change.attributes().stream()
                                        .anyMatch(a -> a.forcesReplacement()
                                                && trap.attribute()
                                                        .matcher(a.path())
                                                        .matches()))
                        .findFirst()
                        .map(Trap::why)
                : Optional.empty();
    }

    /** The attribute by which it becomes open to anybody; known only where values are shown. */
    public static Optional<String> opens(ResourceChange change) {
        return change.attributes().stream()
                .filter(attribute -> opens(change.type(), attribute))
                .map(AttributeChange::path)
                .findFirst();
    }

    private static boolean opens(String type, AttributeChange attribute) {
        if (PUBLIC.matcher(attribute.path()).matches()) {
            return attribute.after() instanceof Shown.Text(String after) && after.equals("true");
        }
        return DOORS.matcher(type).matches() && anybody(attribute.after()) && !anybody(attribute.before());
    }

    private static boolean anybody(Shown side) {
        return side instanceof Shown.Text(String text) && ANYBODY.matcher(text).find();
    }

    /** It says who may do what, and changes. */
    public static boolean rights(ResourceChange change) {
        boolean changes = change.action() != Action.NO_OP && change.action() != Action.READ;
        return changes
                && change.mode().equals("managed")
                && RIGHTS.matcher(change.type()).matches();
    }
}
