variable "mothership" {
  type = object({
    prefix                     = string
    bus_bootstrap_servers      = string
    bus_ca_certificate         = optional(string)
    log_analytics_workspace_id = string
    dns_zone                   = optional(string)
    dns_resource_group_name    = string
    vault_id                   = string
    unique                     = string
    customer_vault_id          = string
    customer_vault_uri         = string
  })
  description = "The output for_regions of the module mothership."
}

variable "cloud" {
  type        = string
  description = "Where the region's Kubernetes runs: azure, aws or gcp."

  validation {
    condition     = contains(["azure", "aws", "gcp"], var.cloud)
    error_message = "The cloud is azure, aws or gcp."
  }
}

variable "region" {
  type        = string
  description = "The region as its cloud calls it, such as eastus, us-west-2 or europe-west1; customers see this name."

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,38}[a-z0-9]$", var.region))
    error_message = "A region's name is lower-case letters, digits and hyphens."
  }
}

variable "azure_location" {
  type        = string
  description = "Azure location of the region's worker, its vault and its logs; best near the region."
}

variable "package" {
  type        = string
  description = "Path of the zip with the published region app, made by ./dev publish."
}

variable "bus_user" {
  type        = string
  default     = null
  description = "The region's user on the central Kafka cluster; null for region-CLOUD-REGION."
}

variable "signing_key" {
  type        = number
  default     = 1
  description = "Number of the key that messages to and from the region are signed with; one more makes a new key and keeps the last one."
}

variable "gcp_project" {
  type        = string
  default     = null
  description = "Google Cloud project of the region's Kubernetes; needed for gcp only."

  validation {
    condition     = var.cloud != "gcp" || var.gcp_project != null
    error_message = "A region on gcp needs gcp_project."
  }
}

variable "nodes" {
  type = object({
    minimum = optional(number, 3)
    maximum = optional(number, 12)
    size    = optional(string)
  })
  default     = {}
  description = "The Kubernetes nodes that customers' clusters run on; size null for the cloud's own default of this module."

  validation {
    condition     = var.nodes.minimum >= 3 && var.nodes.maximum >= var.nodes.minimum
    error_message = "Three zones need at least three nodes, and the maximum cannot be below the minimum."
  }
}

variable "capacity" {
  type = object({
    clusters  = optional(number)
    units     = optional(number)
    accepting = optional(bool)
  })
  default     = {}
  description = "How many customers' clusters and capacity units the region's Kubernetes takes, and whether it takes new ones."
}

variable "more_kubernetes" {
  type = map(object({
    clusters  = optional(number)
    units     = optional(number)
    accepting = optional(bool)
  }))
  default     = {}
  description = "Kubernetes clusters that the region has besides, by name; each one's kubeconfig is the secret kubeconfig-NAME."
}

variable "strimzi" {
  type = object({
    kafka_version    = optional(string)
    metadata_version = optional(string)
    listener         = optional(string)
    domain           = optional(string)
    storage_class    = optional(string)
    registry_image   = optional(string)
    ksqldb_image     = optional(string)
    console_image    = optional(string)
    connect_image    = optional(string)
    connect_classes  = optional(list(string))
    service_address  = optional(string)
    access_from      = optional(string)
  })
  default     = {}
  description = "What all customers' clusters have in common; null leaves the app's default. See functions/Region/README.md."
}

variable "address_space" {
  type        = string
  default     = "10.100.0.0/16"
  description = "Addresses of the network that is made for the Kubernetes nodes."
}

variable "administrators" {
  type        = list(string)
  description = "Addresses (CIDR) that besides the worker may reach the Kubernetes API server; Terraform runs at one of them."
}

variable "plan" {
  type = object({
    sku               = optional(string, "EP1")
    minimum_instances = optional(number, 1)
    maximum_instances = optional(number, 2)
  })
  default     = {}
  description = "Size of the worker's plan."
}

variable "tuning" {
  type = object({
    attempt_timeout = optional(string)
    bus_tolerance   = optional(string)
    width           = optional(number)
  })
  default     = {}
  description = "Settings that have a default in the app; null leaves that. Times are hh:mm:ss. See functions/Region/README.md."
}

variable "tags" {
  type        = map(string)
  default     = {}
  description = "Tags of everything that is made here."
}
