output "connection" {
  value = {
    host    = "https://${google_container_cluster.region.endpoint}"
    ca      = google_container_cluster.region.master_auth[0].cluster_ca_certificate
    command = "gke-gcloud-auth-plugin"
    args    = []
    login   = "gcloud container clusters get-credentials ${google_container_cluster.region.name} --project ${var.project} --region ${var.region}"
  }
  description = "How the API server is reached and how whoever applies this logs in."

  depends_on = [google_container_node_pool.brokers]
}
