using System.Collections;
using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;

namespace Mothership.Local.Worker;

/// <summary>
/// The context of an invocation that the local host runs. Everything that most functions never touch (scope, items,
/// features, ids) is made when it is first asked for.
/// </summary>
internal sealed class InvocationContext(
    FunctionDefinition definition,
    IServiceScopeFactory scopes,
    CancellationToken cancellationToken
) : FunctionContext, IServiceProvidersFeature, IAsyncDisposable
{
    /// <summary>The key under which the official worker keeps the request among the items.</summary>
    internal const string HttpContextKey = "HttpRequestContext";

    private AsyncServiceScope? _scope;
    private IServiceProvider? _services;
    private string? _id;
    private IDictionary<object, object>? _items;
    private FeatureBag? _features;
    private BindingContext? _bindings;
    private TraceContext? _trace;
    private InvocationResult? _result;

    /// <summary>What came with the trigger: the request, the message, the timer's state.</summary>
    internal object? Trigger { get; init; }

    /// <summary>The request of an HTTP function.</summary>
    internal HttpContext? Http { get; init; }

    /// <summary>Makes the binding data when it is asked for.</summary>
    internal Func<InvocationContext, IReadOnlyDictionary<string, object?>>? BindingDataSource { get; init; }

    /// <summary>The W3C parent that came with a trigger other than HTTP.</summary>
    internal string? TraceParent { get; init; }

    /// <summary>The W3C state that came with a trigger other than HTTP.</summary>
    internal string? TraceState { get; init; }

    /// <summary>The answer, where it is one property of what the function returned.</summary>
    internal object? HttpResult { get; set; }

    /// <summary>What the function returned, or what middleware put in its place.</summary>
    internal object? ResultValue { get; set; }

    /// <summary>Outputs that are sent when the pipeline is through; what they are is the local host's matter.</summary>
    internal object? Outputs { get; set; }

    internal RetryContext Retry { get; set; } = Attempt.First;

    internal InvocationResult Result => _result ??= new AnyResult(this);

    public override string InvocationId => _id ??= Guid.NewGuid().ToString();

    public override string FunctionId => definition.Id;

    public override FunctionDefinition FunctionDefinition => definition;

    // Asking a request for its token costs an allocation, so it waits until somebody wants it.
    public override CancellationToken CancellationToken => Http?.RequestAborted ?? cancellationToken;

    public override RetryContext RetryContext => Retry;

    public override TraceContext TraceContext => _trace ??= Trace.Of(this);

    public override IInvocationFeatures Features => _features ??= new FeatureBag();

    public override BindingContext BindingContext =>
        _bindings ??= new Bindings(BindingDataSource?.Invoke(this) ?? new Dictionary<string, object?>());

    public override IServiceProvider InstanceServices
    {
        get
        {
            if (_services is not null)
                return _services;
            _scope = scopes.CreateAsyncScope();
            return _services = _scope.Value.ServiceProvider;
        }
        set => _services = value;
    }

    IServiceProvider IServiceProvidersFeature.RequestServices
    {
        get => InstanceServices;
        set => InstanceServices = value;
    }

    public override IDictionary<object, object> Items
    {
        get => _items ??= InitialItems();
        set => _items = value;
    }

    public ValueTask DisposeAsync() => _scope?.DisposeAsync() ?? ValueTask.CompletedTask;

    private Dictionary<object, object> InitialItems() => Http is null ? [] : new() { [HttpContextKey] = Http };

    private sealed class AnyResult(InvocationContext context) : InvocationResult
    {
        public override object? Value
        {
            get => context.ResultValue;
            set => context.ResultValue = value;
        }
    }

    private sealed class Bindings(IReadOnlyDictionary<string, object?> data) : BindingContext
    {
        public override IReadOnlyDictionary<string, object?> BindingData => data;
    }

    private sealed class Trace(string? parent, string? state) : TraceContext
    {
        public override string TraceParent => parent ?? "";

        public override string TraceState => state ?? "";

        internal static Trace Of(InvocationContext context)
        {
            if (Activity.Current is { IdFormat: ActivityIdFormat.W3C } current)
                return new(current.Id, current.TraceStateString);
            return context.Http?.Request.Headers is { } headers
                ? new(headers.TraceParent, headers.TraceState)
                : new(context.TraceParent, context.TraceState);
        }
    }

    private sealed class FeatureBag : IInvocationFeatures
    {
        private readonly Dictionary<Type, object> _features = [];

        public void Set<T>(T instance)
        {
            if (instance is null)
                _features.Remove(typeof(T));
            else
                _features[typeof(T)] = instance;
        }

        public T? Get<T>() => _features.TryGetValue(typeof(T), out var feature) ? (T)feature : default;

        public IEnumerator<KeyValuePair<Type, object>> GetEnumerator() => _features.GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}

/// <summary>Which attempt of how many an invocation is.</summary>
internal sealed class Attempt(int retryCount, int maxRetryCount) : RetryContext
{
    internal static readonly Attempt First = new(0, 0);

    public override int RetryCount => retryCount;

    public override int MaxRetryCount => maxRetryCount;
}

/// <summary>The result of an invocation, seen as a type.</summary>
internal sealed class TypedResult<T>(InvocationContext context) : InvocationResult<T>
{
    public override T? Value
    {
        get => (T?)context.ResultValue;
        set => context.ResultValue = value;
    }
}
