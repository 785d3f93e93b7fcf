using System.Security.Cryptography;
using System.Text;

namespace Mothership.Domain.Statements;

/// <summary>
/// How documents look, on paper and on screens down to a telephone's. Nothing is loaded from elsewhere, and no script
/// runs.
/// </summary>
public static class PaperStyle
{
    /// <summary>
    /// The policy that a browser has to be sent with a document: this very style sheet and nothing else.
    /// </summary>
    public static string ContentSecurityPolicy { get; } =
        "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; style-src 'sha256-"
        + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Css)))
        + "'";

    internal const string Css = """

        :root { --ink: #1a2230; --soft: #5b6675; --line: #d5dae1; --pale: #f4f6f8; --mark: #0b5c8a; }
        * { box-sizing: border-box; }
        html { font: 13px/1.4 "Liberation Sans", Arial, Helvetica, sans-serif; color: var(--ink); background: #e9ecf0; }
        body { margin: 24px auto; padding: 40px 44px; max-width: 820px; background: #fff; }
        header { display: flex; justify-content: space-between; gap: 24px; }
        h1 { margin: 0; font-size: 26px; font-weight: 700; letter-spacing: -.01em; }
        .number { color: var(--soft); font-size: 15px; overflow-wrap: anywhere; }
        .due { text-align: right; }
        .due strong { display: block; font-size: 24px; line-height: 1.25; white-space: nowrap; }
        .status { display: inline-block; padding: 1px 9px; border-radius: 9px; font-size: 11px; font-weight: 700; }
        .status { color: #fff; background: var(--soft); text-transform: uppercase; letter-spacing: .04em; }
        .status.good { background: #1d7a46; } .status.bad { background: #b3261e; } .status.wait { background: #9a5b00; }
        .parties { display: grid; grid-template-columns: 1fr 1fr 1.15fr; gap: 24px; margin: 26px 0 22px; }
        .parties h2 { margin: 0 0 3px; font-size: 10.5px; font-weight: 700; color: var(--soft); }
        .parties h2 { text-transform: uppercase; letter-spacing: .07em; }
        .parties p { margin: 0; overflow-wrap: anywhere; }
        .soft, .parties .soft { color: var(--soft); }
        dl { display: grid; grid-template-columns: auto 1fr; gap: 1px 12px; margin: 0; }
        dt { color: var(--soft); } dd { margin: 0; overflow-wrap: anywhere; text-align: right; }
        table { width: 100%; border-collapse: collapse; }
        th, td { padding: 4px 0 4px 12px; text-align: right; vertical-align: top; font-variant-numeric: tabular-nums; }
        th:first-child, td:first-child { padding-left: 0; text-align: left; }
        .lines th:nth-child(2), .lines td:nth-child(2) { text-align: left; }
        thead th { font-size: 10.5px; color: var(--soft); text-transform: uppercase; letter-spacing: .05em; }
        thead th { border-bottom: 1.5px solid var(--ink); white-space: nowrap; }
        .lines td { border-bottom: 1px solid var(--line); }
        .lines td:not(:nth-child(-n+2)) { white-space: nowrap; }
        .environment th { padding: 14px 0 3px; text-align: left; font-size: 12px; color: var(--mark); }
        .resource th { padding: 5px 8px; text-align: left; background: var(--pale); overflow-wrap: anywhere; }
        .resource th .soft { font-weight: 400; }
        .subtotal td { border-bottom: 0; font-weight: 700; padding-bottom: 8px; }
        .no { color: var(--soft); width: 26px; }
        .what { overflow-wrap: anywhere; } .what small, .reason { display: block; color: var(--soft); font-size: 11px; }
        .what small { white-space: nowrap; }
        .sums { display: flex; justify-content: flex-end; margin-top: 14px; }
        .sums table { width: auto; min-width: 300px; }
        .sums td { padding-top: 3px; padding-bottom: 3px; }
        .sums .total td { border-top: 1.5px solid var(--ink); font-size: 16px; font-weight: 700; padding-top: 7px; }
        footer { margin-top: 26px; padding-top: 10px; border-top: 1px solid var(--line); font-size: 11px; }
        footer { color: var(--soft); overflow-wrap: anywhere; }
        footer p { margin: 0 0 4px; }
        a { color: var(--mark); }
        @media (max-width: 640px) {
          body { margin: 0; padding: 20px 16px; }
          header { display: block; } .due { text-align: left; margin-top: 12px; }
          .parties { grid-template-columns: 1fr; gap: 14px; } dd { text-align: left; }
          .lines, .lines tbody { display: block; } .lines thead { display: none; }
          .lines tr { display: block; padding: 6px 0; border-bottom: 1px solid var(--line); }
          .lines .environment, .lines .resource { border-bottom: 0; padding: 0; }
          .lines th, .lines td, .lines td:first-child { display: block; border: 0; padding: 1px 0; }
          .lines td:not(:nth-child(-n+2)), .lines td { text-align: left; white-space: normal; overflow-wrap: anywhere; }
          .lines .what, .lines td[data-name] { margin-left: 26px; }
          .lines .subtotal td { display: inline-block; margin-left: 26px; } .lines .subtotal td:empty { display: none; }
          .lines .no { float: left; width: 26px; } .what small { white-space: normal; }
          .lines td[data-name]::before { content: attr(data-name) " "; color: var(--soft); }
          .lines .resource th { padding: 6px 8px; margin-top: 6px; }
          .sums table { width: 100%; min-width: 0; }
        }
        @media print {
          html { background: #fff; font-size: 8.5pt; line-height: 1.32; }
          body { margin: 0; padding: 0; max-width: none; }
          h1 { font-size: 19pt; } .due strong { font-size: 16pt; } .parties { margin: 14px 0 12px; }
          td { padding-top: 2px; padding-bottom: 2px; } .what small, .reason, footer { font-size: 7.3pt; }
          .environment th { padding-top: 8px; } .resource th { padding-top: 3px; padding-bottom: 3px; }
          .subtotal td { padding-bottom: 4px; } .sums { margin-top: 8px; } footer { margin-top: 12px; }
          .status { border: 1px solid; color: inherit; background: none !important; }
          thead { display: table-header-group; }
          tr, .sums, footer, .parties { break-inside: avoid; }
          .environment, .resource { break-after: avoid; } .subtotal { break-before: avoid; }
          a { color: inherit; }
        }
        @page {
          size: A4; margin: 13mm 15mm 15mm;
          @bottom-right {
            content: "Page " counter(page) " of " counter(pages); font: 8pt Arial, sans-serif; color: #5b6675;
          }
        }

        """;
}
