variable "prefix" {
  type        = string
  description = "What the names of all resources of this installation begin with."

  validation {
    condition     = can(regex("^[a-z][a-z0-9]{1,7}$", var.prefix))
    error_message = "The prefix must be 2 to 8 lower-case letters and digits: the names of vaults and storage accounts are short."
  }
}

variable "location" {
  type        = string
  description = "Azure location of the control plane, such as westeurope."
}

variable "package" {
  type        = string
  description = "Path of the zip with the published control plane, made by ./dev publish."
}

variable "dns_zone" {
  type        = string
  default     = null
  description = "Zone that is made for this installation, such as kafka.example.com; null for Azure's own names only."
}

variable "bus" {
  type = object({
    bootstrap_servers = string
    ca_certificate    = optional(string)
    user              = optional(string, "mothership")
  })
  description = "The central Kafka cluster: host:port,…; its CA (PEM) where that is not a public one; the control plane's user."
}

variable "plan" {
  type = object({
    sku               = optional(string, "EP1")
    minimum_instances = optional(number, 1)
    maximum_instances = optional(number, 5)
  })
  default     = {}
  description = "Size of the control plane's plan."
}

variable "log_retention_days" {
  type        = number
  default     = 30
  description = "How long logs are kept."
}

variable "tags" {
  type        = map(string)
  default     = {}
  description = "Tags of everything that is made here."
}

variable "price_book" {
  type        = string
  default     = null
  description = "The price book to bill by, a path within the package; null for the one with the example prices."
}

variable "seller" {
  type = object({
    name    = optional(string)
    address = optional(list(string), [])
    tax_id  = optional(string)
    contact = optional(string)
  })
  default     = {}
  description = "Who sells: printed on invoices and credit notes."
}

variable "dunning" {
  type = list(object({
    day    = number
    action = string
  }))
  default     = []
  description = "What happens how many days after an invoice could not be collected; empty for the default ladder."

  validation {
    condition     = alltrue([for rung in var.dunning : contains(["Retry", "Warn", "Suspend", "Terminate"], rung.action)])
    error_message = "An action is Retry, Warn, Suspend or Terminate."
  }
}

variable "tuning" {
  type = object({
    authentication_cache_for             = optional(string)
    bus_tolerance                        = optional(string)
    billing_close_page_size              = optional(number)
    billing_close_parallelism            = optional(number)
    billing_grace_period                 = optional(string)
    fleet_headroom_percent               = optional(number)
    fleet_silence_limit                  = optional(string)
    payments_currency                    = optional(string)
    provisioning_region_timeout          = optional(string)
    provisioning_republish_interval      = optional(string)
    connect_classes                      = optional(list(string))
    quotas_api_keys_per_organization     = optional(number)
    quotas_connectors_per_organization   = optional(number)
    quotas_control_centers               = optional(number)
    quotas_ksqldb_clusters               = optional(number)
    quotas_clusters_per_environment      = optional(number)
    quotas_clusters_per_organization     = optional(number)
    quotas_environments_per_organization = optional(number)
    quotas_accounts_per_organization     = optional(number)
    rate_limit_requests                  = optional(number)
    rate_limit_window                    = optional(string)
    stripe_keep_secrets_for              = optional(string)
    stripe_timeout                       = optional(string)
  })
  default     = {}
  description = "Settings that have a default in the app; null leaves that. Times are hh:mm:ss. See functions/ControlPlane/README.md."
}
