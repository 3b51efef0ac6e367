mock_provider "digitalocean" {}

variables {
  name     = "tidegate-dev"
  region   = "fra1"
  ip_range = "10.10.0.0/24"
}

run "the_network_is_the_one_that_was_asked_for" {
  command = plan

  assert {
    condition     = digitalocean_vpc.this.ip_range == "10.10.0.0/24" && digitalocean_vpc.this.region == "fra1"
    error_message = "The VPC has another range or region."
  }
}

run "a_range_of_another_size_is_refused" {
  command = plan

  variables {
    ip_range = "10.10.0.0/16"
  }

  expect_failures = [var.ip_range]
}

run "an_octet_that_is_none_is_refused" {
  command = plan

  variables {
    ip_range = "10.300.0.0/24"
  }

  expect_failures = [var.ip_range]
}

run "a_public_range_is_refused" {
  command = plan

  variables {
    ip_range = "11.10.0.0/24"
  }

  expect_failures = [var.ip_range]
}
