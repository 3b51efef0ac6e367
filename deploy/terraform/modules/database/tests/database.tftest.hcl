mock_provider "digitalocean" {
  override_during = plan

  mock_resource "digitalocean_database_cluster" {
    defaults = {
      id           = "9cc10173-e9ea-4176-9dbc-a4cee4c4ff30"
      private_host = "private-tidegate-dev.db.example"
      port         = 25060
    }
  }
}

variables {
  name       = "tidegate-dev"
  region     = "fra1"
  vpc_id     = "5a4981aa-9653-4bd1-bef5-d6bff52042e4"
  cluster_id = "bd5f5959-5e1e-4205-a714-a914373942af"
  size       = "db-s-1vcpu-1gb"
  tags       = ["dev"]
}

run "it_is_postgresql_in_the_vpc" {
  command = plan

  assert {
    condition     = digitalocean_database_cluster.this.engine == "pg" && digitalocean_database_cluster.this.version == "17"
    error_message = "The database is PostgreSQL 17."
  }

  assert {
    condition     = digitalocean_database_cluster.this.private_network_uuid == var.vpc_id
    error_message = "The database is in the VPC."
  }
}

run "only_the_cluster_may_connect" {
  command = plan

  assert {
    condition = [for rule in digitalocean_database_firewall.this.rule : "${rule.type} ${rule.value}"] == [
      "k8s bd5f5959-5e1e-4205-a714-a914373942af"
    ]
    error_message = "The Kubernetes cluster is the only trusted source."
  }
}

run "the_url_is_private_and_verifies_the_server" {
  command = plan

  assert {
    condition     = startswith(output.url, "jdbc:postgresql://private-tidegate-dev.db.example:25060/tidegate?sslmode=verify-full&")
    error_message = "The URL leads to the private host and verifies its certificate."
  }
}

run "a_database_without_a_trusted_source_is_refused" {
  command = plan

  variables {
    cluster_id = ""
  }

  expect_failures = [var.cluster_id]
}

run "a_size_of_droplets_is_refused" {
  command = plan

  variables {
    size = "s-1vcpu-1gb"
  }

  expect_failures = [var.size]
}
