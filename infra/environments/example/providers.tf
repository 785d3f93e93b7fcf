provider "azurerm" {
  subscription_id                 = var.azure_subscription_id
  storage_use_azuread             = true
  resource_provider_registrations = "core"
  resource_providers_to_register  = ["Microsoft.App", "Microsoft.ContainerService", "Microsoft.KeyVault", "Microsoft.Web"]

  features {
    key_vault {
      purge_soft_delete_on_destroy = false
    }
  }
}

# Regions are chosen resource by resource, so one provider of each cloud serves all regions. Who one is comes from the
# environment: AWS_PROFILE or AWS_ACCESS_KEY_ID, gcloud's application default credentials.
provider "aws" {
  region = "us-east-1"
}

provider "google" {
  project = var.gcp_project
}

# Password in the environment: KAFKA_SASL_PASSWORD.
provider "kafka" {
  bootstrap_servers = split(",", var.bus_bootstrap_servers)
  tls_enabled       = true
  sasl_mechanism    = "plain"
  sasl_username     = var.bus_administrator
}
