variable "name" {
  type        = string
  description = "Name of the database cluster."
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
  description = "The VPC that the database is in."
  nullable    = false
}

variable "cluster_id" {
  type        = string
  description = "The Kubernetes cluster whose nodes alone may connect."
  nullable    = false

  validation {
    condition     = var.cluster_id != ""
    error_message = "Without a trusted source the database would answer everybody."
  }
}

variable "postgresql" {
  type        = string
  description = "Major version of PostgreSQL. Raising it upgrades the database in place; it cannot be lowered."
  default     = "17"
  nullable    = false

  validation {
    condition     = can(regex("^[0-9]{2}$", var.postgresql))
    error_message = "A major version, for example 17."
  }
}

variable "size" {
  type        = string
  description = "Slug of the nodes' size, for example db-s-1vcpu-1gb. It also bounds how many connections there are."
  nullable    = false

  validation {
    condition     = can(regex("^(db|gd|so1_5|m3)-", var.size))
    error_message = "A size of databases, for example db-s-1vcpu-1gb."
  }
}

variable "node_count" {
  type        = number
  description = "1, or more for standby nodes that take over."
  default     = 1
  nullable    = false

  validation {
    condition     = contains([1, 2, 3], var.node_count)
    error_message = "A database has one to three nodes."
  }
}

variable "maintenance" {
  type        = object({ day = string, hour = string })
  description = "When DigitalOcean may update the database: a day of the week and a time in UTC."
  default     = { day = "sunday", hour = "03:00:00" }
  nullable    = false

  validation {
    condition = contains(
      ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"], var.maintenance.day
    )
    error_message = "The day is monday to sunday."
  }
}

variable "tags" {
  type        = list(string)
  description = "Tags of the database cluster."
  default     = []
  nullable    = false
}
