resource "google_compute_network" "nodes" {
  name                    = "${var.name}-nodes"
  project                 = var.project
  auto_create_subnetworks = false
}

resource "google_compute_subnetwork" "nodes" {
  name                     = "${var.name}-nodes"
  project                  = var.project
  region                   = var.region
  network                  = google_compute_network.nodes.id
  ip_cidr_range            = cidrsubnet(var.address_space, 4, 0)
  private_ip_google_access = true

  secondary_ip_range {
    range_name    = "pods"
    ip_cidr_range = cidrsubnet(var.address_space, 1, 1)
  }

  secondary_ip_range {
    range_name    = "services"
    ip_cidr_range = cidrsubnet(var.address_space, 4, 1)
  }
}

resource "google_service_account" "nodes" {
  project      = var.project
  account_id   = substr("n-${sha256(var.name)}", 0, 28)
  display_name = "Nodes of ${var.name}"
}

resource "google_project_iam_member" "nodes" {
  project = var.project
  role    = "roles/container.defaultNodeServiceAccount"
  member  = google_service_account.nodes.member
}

resource "google_container_cluster" "region" {
  name                     = var.name
  project                  = var.project
  location                 = var.region
  network                  = google_compute_network.nodes.id
  subnetwork               = google_compute_subnetwork.nodes.id
  remove_default_node_pool = true
  initial_node_count       = 1
  # Network policies keep customers apart; this data plane enforces them.
  datapath_provider   = "ADVANCED_DATAPATH"
  deletion_protection = true
  resource_labels     = var.labels

  ip_allocation_policy {
    cluster_secondary_range_name  = "pods"
    services_secondary_range_name = "services"
  }

  release_channel {
    channel = "STABLE"
  }

  workload_identity_config {
    workload_pool = "${var.project}.svc.id.goog"
  }

  master_authorized_networks_config {
    dynamic "cidr_blocks" {
      for_each = var.authorised

      content {
        cidr_block = cidr_blocks.value
      }
    }
  }
}

resource "google_container_node_pool" "brokers" {
  name     = "brokers"
  project  = var.project
  location = var.region
  cluster  = google_container_cluster.region.id

  autoscaling {
    total_min_node_count = var.nodes.minimum
    total_max_node_count = var.nodes.maximum
    location_policy      = "BALANCED"
  }

  management {
    auto_repair  = true
    auto_upgrade = true
  }

  node_config {
    machine_type    = coalesce(var.nodes.size, "n2-standard-4")
    service_account = google_service_account.nodes.email
    oauth_scopes    = ["https://www.googleapis.com/auth/cloud-platform"]
    labels          = var.labels

    workload_metadata_config {
      mode = "GKE_METADATA"
    }
  }

  depends_on = [google_project_iam_member.nodes]
}
