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
    helm = {
      source  = "hashicorp/helm"
      version = "~> 3.1"
    }
    kafka = {
      source  = "Mongey/kafka"
      version = "~> 0.13"
    }
    random = {
      source  = "hashicorp/random"
      version = "~> 3.7"
    }
  }
}

# The one provider that differs from region to region is set up here, so that a region stays one block. Its credentials
# come from the clouds' own tools at the time of use, and so are in no state. The price: a block cannot just be removed;
# docs/deploy.md tells how a region is taken down.
provider "helm" {
  kubernetes = {
    host                   = local.kubernetes.host
    cluster_ca_certificate = base64decode(local.kubernetes.ca)

    exec = {
      api_version = "client.authentication.k8s.io/v1beta1"
      command     = local.kubernetes.command
      args        = local.kubernetes.args
    }
  }
}
