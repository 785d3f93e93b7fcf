output "connection" {
  value = {
    host    = aws_eks_cluster.region.endpoint
    ca      = aws_eks_cluster.region.certificate_authority[0].data
    command = "aws"
    args    = ["eks", "get-token", "--cluster-name", aws_eks_cluster.region.name, "--region", var.region]
    login   = "aws eks update-kubeconfig --name ${aws_eks_cluster.region.name} --region ${var.region}"
  }
  description = "How the API server is reached and how whoever applies this logs in."

  depends_on = [aws_eks_addon.volumes]
}
