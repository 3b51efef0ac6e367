variable "name" {
  type        = string
  description = "Name of the cluster."
  nullable    = false

  validation {
    condition     = can(regex("^[a-z0-9][a-z0-9-]*$", var.name))
    error_message = "The name is made of lower-case letters, digits and hyphens."
  }
}

variable "region" {
  type        = string
  description = "Slug of the region; that of the VPC."
  nullable    = false
}

variable "vpc_id" {
  type        = string
  description = "The VPC that the nodes are in."
  nullable    = false
}

variable "kubernetes_minor" {
  type        = string
  description = "Minor version of Kubernetes, for example 1.35. The newest patch of it is used; raise it one at a time."
  nullable    = false

  validation {
    condition     = can(regex("^1\\.[0-9]{2}$", var.kubernetes_minor))
    error_message = "A minor version without its patch, for example 1.35: DigitalOcean installs patches by itself."
  }
}

variable "highly_available" {
  type        = bool
  description = "Whether the control plane has replicas. Cannot be switched off again."
  nullable    = false
}

variable "cluster_subnet" {
  type        = string
  description = "Addresses of pods; overlaps neither the VPC nor another cluster's. Cannot be changed."
  nullable    = false

  validation {
    condition     = can(cidrhost(var.cluster_subnet, 0))
    error_message = "A range of addresses, for example 172.20.0.0/18."
  }
}

variable "service_subnet" {
  type        = string
  description = "Addresses of services; overlaps neither the VPC nor the pods'. Cannot be changed."
  nullable    = false

  validation {
    condition     = can(cidrhost(var.service_subnet, 0)) && var.service_subnet != var.cluster_subnet
    error_message = "A range of addresses other than the pods', for example 172.20.64.0/20."
  }
}

variable "maintenance" {
  type        = object({ day = string, start_time = string })
  description = "When DigitalOcean may upgrade the cluster: a day of the week, or any, and a time in UTC."
  default     = { day = "saturday", start_time = "03:00" }
  nullable    = false

  validation {
    condition = contains(
      ["any", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"], var.maintenance.day
    )
    error_message = "The day is any, or monday to sunday."
  }

  validation {
    condition     = can(regex("^([01][0-9]|2[0-3]):[0-5][0-9]$", var.maintenance.start_time))
    error_message = "The time is HH:MM, in UTC."
  }
}

variable "application_pool" {
  type        = object({ size = string, min_nodes = number, max_nodes = number })
  description = "Pool of the applications; the autoscaler keeps it between min_nodes and max_nodes. Another size would replace the cluster."
  nullable    = false

  validation {
    condition     = var.application_pool.min_nodes >= 1 && var.application_pool.max_nodes >= var.application_pool.min_nodes
    error_message = "min_nodes is at least 1, and max_nodes is not below it."
  }
}

variable "monitoring_pool" {
  type        = object({ size = string, node_count = number })
  description = "Pool of the monitoring stack, of a fixed number of nodes. Another size replaces the pool."
  nullable    = false

  validation {
    condition     = var.monitoring_pool.node_count >= 1
    error_message = "The pool has at least one node: nothing else may run what it is for."
  }
}

variable "tags" {
  type        = list(string)
  description = "Tags of the cluster and its nodes."
  default     = []
  nullable    = false
}
