using Microsoft.AspNetCore.Http;

namespace Mothership.Local.FakeStripe.Http;

/// <summary>Carries requests from the web server to the API.</summary>
internal static class HttpFront
{
    public static async Task ServeAsync(HttpContext context, Func<ApiRequest, ApiResponse> carry)
    {
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync(context.RequestAborted);
        var request = new ApiRequest(
            context.Request.Method,
            context.Request.Path.Value!,
            context.Request.Method == "POST" ? body : context.Request.QueryString.Value!.TrimStart('?'),
            name => context.Request.Headers[name] is [{ Length: > 0 } value, ..] ? value : null
        );
        var response = carry(request);
        if (response.Delivery == Delivery.Hung)
            await GoneAsync(context);
        if (response.Delivery != Delivery.Answered)
        {
            context.Abort();
            return;
        }
        context.Response.StatusCode = response.Answer.Status;
        context.Response.ContentType = "application/json";
        foreach (var (name, value) in response.Headers)
            context.Response.Headers[name] = value;
        await context.Response.WriteAsync(response.Answer.Body, context.RequestAborted);
    }

    private static async Task GoneAsync(HttpContext context)
    {
        var gone = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = context.RequestAborted.Register(() => gone.TrySetResult());
        await gone.Task;
    }
}

/// <summary>Carries requests from a client in this process to the API.</summary>
internal sealed class InProcessHandler(Func<ApiRequest, ApiResponse> carry) : HttpMessageHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken
    )
    {
        cancellationToken.ThrowIfCancellationRequested();
        var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        var response = carry(
            new(
                request.Method.Method,
                request.RequestUri!.AbsolutePath,
                request.Method == HttpMethod.Post ? body : request.RequestUri.Query.TrimStart('?'),
                name => request.Headers.TryGetValues(name, out var values) ? values.First() : null
            )
        );
        if (response.Delivery == Delivery.Hung)
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
        if (response.Delivery == Delivery.Dropped)
            throw new HttpRequestException(HttpRequestError.ResponseEnded, "The connection was closed.");
        var message = new HttpResponseMessage((System.Net.HttpStatusCode)response.Answer.Status)
        {
            RequestMessage = request,
            Content = new StringContent(response.Answer.Body, System.Text.Encoding.UTF8, "application/json"),
        };
        foreach (var (name, value) in response.Headers)
            message.Headers.TryAddWithoutValidation(name, value);
        return message;
    }
}
