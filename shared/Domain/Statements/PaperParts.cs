namespace Mothership.Domain.Statements;

/// <summary>What all documents have in common.</summary>
internal static class PaperParts
{
    public static void Begin(HtmlText html, string title)
    {
        html.Add($"<!DOCTYPE html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\"><title>{title}</title>\n");
        html.Add($"<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        html.AddStyle(PaperStyle.Css).Add($"</head>\n<body>\n");
    }

    public static void Parties(HtmlText html, Seller seller, Buyer buyer)
    {
        html.Add($"<div><h2>From</h2><p><strong>{seller.Name}</strong></p>");
        foreach (var line in seller.Address)
            html.Add($"<p>{line}</p>");
        if (seller.TaxId is { } taxId)
            html.Add($"<p class=\"soft\">{taxId}</p>");
        html.Add($"</div>\n<div><h2>To</h2><p><strong><bdi>{buyer.Name}</bdi></strong></p>");
        html.Add($"<p class=\"soft\">Organisation {buyer.Id}</p></div>\n");
    }
}
