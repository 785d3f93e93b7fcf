using System.Text.Json.Nodes;
using Spectre.Console;

namespace Mothership.Local.Demo;

/// <summary>
/// The life of one cluster, from the request to the invoice, as its customer sees it: only over HTTP and Kafka. The
/// clock is moved forward in between. Every step checks that what it asked for really happened.
/// </summary>
internal sealed class Tour(RunningCloud cloud)
{
    private const int Messages = 1_000;
    private const int LastDayToBegin = 24;

    public async Task RunAsync()
    {
        if ((await cloud.NowAsync()).Day > LastDayToBegin)
            await Step("go on to a month that has room for the tour", GoToNextMonthAsync);
        await Step("make an organisation of its own", cloud.SignUpAsync);
        var environment = (await cloud.GetAsync("org/v2/environments"))["data"]![0]!["id"]!.GetValue<string>();
        var cluster = "";
        await Step(
            "create a Standard cluster of 2 eCKU in aws/us-west-2",
            async () => cluster = await CreateAsync(environment)
        );
        await Step($"produce and consume {Messages:N0} messages", () => ProduceAndConsumeAsync(environment, cluster));
        await Step("let two days pass", () => cloud.AdvanceAsync(TimeSpan.FromDays(2)));
        await Step("resize it to 4 eCKU", () => ResizeAsync(environment, cluster));
        await Step("let a day and a half pass", () => cloud.AdvanceAsync(TimeSpan.FromDays(1.5)));
        await Step("delete it", () => DeleteAsync(environment, cluster));
        var month = await cloud.NowAsync();
        await Step("let the month end", GoToNextMonthAsync);
        JsonNode? invoice = null;
        await Step($"close {month:yyyy-MM} and read the invoice", async () => invoice = await InvoiceAsync(month));
        InvoiceTable.Print(invoice!);
        InvoiceCheck.Verify(invoice!, cluster);
        var (explained, page) = ("", "");
        await Step("ask how the first line comes about", async () => explained = await ExplainAsync(invoice!));
        AnsiConsole.WriteLine(explained);
        await Step("write the invoice as a page", async () => page = await WritePageAsync(invoice!));
        AnsiConsole.WriteLine($"  {page}");
        AnsiConsole.MarkupLine("[green]Every step happened.[/]");
    }

    private static async Task Step(string name, Func<Task> run)
    {
        AnsiConsole.Markup($"  {Markup.Escape(name)} … ");
        var started = TimeProvider.System.GetTimestamp();
        await run();
        AnsiConsole.MarkupLine(
            $"[green]done[/] [grey]({TimeProvider.System.GetElapsedTime(started).TotalSeconds:0.00} s)[/]"
        );
    }

    private async Task<string> CreateAsync(string environment)
    {
        var accepted = await cloud.SendAsync(
            HttpMethod.Post,
            "cmk/v2/clusters",
            new JsonObject
            {
                ["spec"] = new JsonObject
                {
                    ["display_name"] = "tour",
                    ["cloud"] = "AWS",
                    ["region"] = "us-west-2",
                    ["availability"] = "SINGLE_ZONE",
                    ["config"] = new JsonObject { ["kind"] = "Standard", ["max_ecku"] = 2 },
                    ["environment"] = new JsonObject { ["id"] = environment },
                },
            }
        );
        await cloud.AwaitOperationAsync(accepted.Operation!);
        var id = accepted.Body!["id"]!.GetValue<string>();
        var phase = (await ReadAsync(environment, id))["status"]!["phase"]!.GetValue<string>();
        return phase == "PROVISIONED" ? id : throw new TourFailedException($"{id} is {phase}, not PROVISIONED");
    }

    private async Task ProduceAndConsumeAsync(string environment, string cluster)
    {
        var spec = (await ReadAsync(environment, cluster))["spec"]!;
        var bootstrap = spec["kafka_bootstrap_endpoint"]!.GetValue<string>();
        var seen = RoundTrip.Run(bootstrap, "tour", Messages);
        if (seen != Messages)
            throw new TourFailedException($"{Messages} messages went in at {bootstrap}, {seen} came out");
    }

    private async Task ResizeAsync(string environment, string cluster)
    {
        var spec = new JsonObject
        {
            ["config"] = new JsonObject { ["kind"] = "Standard", ["max_ecku"] = 4 },
            ["environment"] = new JsonObject { ["id"] = environment },
        };
        var answer = await cloud.SendAsync(
            HttpMethod.Patch,
            $"cmk/v2/clusters/{cluster}",
            new JsonObject { ["spec"] = spec }
        );
        await cloud.AwaitOperationAsync(answer.Operation!);
        var size = (await ReadAsync(environment, cluster))["spec"]!["config"]!["max_ecku"]!.GetValue<int>();
        if (size != 4)
            throw new TourFailedException($"{cluster} has {size} eCKU, not 4");
    }

    private async Task DeleteAsync(string environment, string cluster)
    {
        var answer = await cloud.SendAsync(
            HttpMethod.Delete,
            $"cmk/v2/clusters/{cluster}?environment={environment}",
            null
        );
        await cloud.AwaitOperationAsync(answer.Operation!);
        var after = await cloud.StatusAsync($"cmk/v2/clusters/{cluster}?environment={environment}");
        if (after is not (403 or 404))
            throw new TourFailedException($"{cluster} still answers {after} after its deletion");
    }

    private async Task GoToNextMonthAsync()
    {
        var now = await cloud.NowAsync();
        var next = new DateTimeOffset(now.Year, now.Month, 1, 0, 0, 0, TimeSpan.Zero).AddMonths(1);
        // Past the grace period for late events, and past the next run of the billing timer.
        await cloud.AdvanceToAsync(next + TimeSpan.FromHours(3));
    }

    private async Task<JsonNode> InvoiceAsync(DateTimeOffset month)
    {
        var period = month.ToString("yyyy-MM");
        return await cloud.PollAsync(
            $"the invoice of {period}",
            async () =>
            {
                var list = await cloud.GetAsync("billing/v1/invoices");
                var found = list["data"]!.AsArray().FirstOrDefault(i => i!["month"]?.GetValue<string>() == period);
                return found is null ? null : await cloud.GetAsync($"billing/v1/invoices/{found["id"]}");
            }
        );
    }

    private async Task<string> ExplainAsync(JsonNode invoice)
    {
        var text = await cloud.GetTextAsync($"billing/v1/invoices/{invoice["id"]}/explain?format=text");
        var begin = text.IndexOf("  Line 1: ", StringComparison.Ordinal);
        var end = text.IndexOf("\n\n", Math.Max(begin, 0), StringComparison.Ordinal);
        var amount = invoice["lines"]![0]!["amount"]!.GetValue<string>();
        return begin >= 0 && end > begin && text[begin..end].EndsWith($"{amount} USD", StringComparison.Ordinal)
            ? text[begin..end]
            : throw new TourFailedException($"the first line is not explained by: {text}");
    }

    private async Task<string> WritePageAsync(JsonNode invoice)
    {
        var path = Path.Combine(cloud.State, "tour-invoice.html");
        await File.WriteAllTextAsync(
            path,
            await cloud.GetTextAsync($"billing/v1/invoices/{invoice["id"]}?format=html")
        );
        return Path.GetRelativePath(Environment.CurrentDirectory, path);
    }

    private Task<JsonNode> ReadAsync(string environment, string cluster) =>
        cloud.GetAsync($"cmk/v2/clusters/{cluster}?environment={environment}");
}
