terraform {
  required_version = ">= 1.11, < 2.0"

  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = "~> 5.2"
    }
    aws = {
      source  = "hashicorp/aws"
      version = "~> 6.10"
    }
    google = {
      source  = "hashicorp/google"
      version = "~> 7.40"
    }
    kafka = {
      source  = "Mongey/kafka"
      version = "~> 0.13"
    }
  }

  # The state has no secrets (docs/deploy.md says what it has), yet whoever can write it rules the installation.
  # Names come from `terraform init -backend-config=backend.hcl`; backend.hcl.example shows them.
  backend "azurerm" {
    use_azuread_auth = true
  }
}
