using System.Reflection;

namespace Microsoft.DurableTask;

/// <summary>A failure in the form in which it is kept in histories: types by name, never as objects.</summary>
/// <param name="ErrorType">The exception type's full name.</param>
/// <param name="ErrorMessage">The exception's message.</param>
/// <param name="StackTrace">The exception's stack trace.</param>
/// <param name="InnerFailure">The failure behind it.</param>
/// <param name="Properties">Further facts; not filled by this engine.</param>
public record TaskFailureDetails(
    string ErrorType,
    string ErrorMessage,
    string? StackTrace,
    TaskFailureDetails? InnerFailure,
    IDictionary<string, object?>? Properties
)
{
    /// <summary>Whether the failure was an exception of type <typeparamref name="T"/> or one derived from it.</summary>
    public bool IsCausedBy<T>()
        where T : Exception => IsOf(typeof(T), Assembly.GetCallingAssembly());

    /// <summary>Whether the failure was an exception of this type or one derived from it.</summary>
    /// <exception cref="ArgumentException">The type is not an exception type.</exception>
    public bool IsCausedBy(Type targetBaseExceptionType)
    {
        ArgumentNullException.ThrowIfNull(targetBaseExceptionType);
        if (!typeof(Exception).IsAssignableFrom(targetBaseExceptionType))
            throw new ArgumentException($"{targetBaseExceptionType} is not an exception type.");
        return IsOf(targetBaseExceptionType, Assembly.GetCallingAssembly());
    }

    /// <summary>The details of <paramref name="exception"/> and of those inside it.</summary>
    public static TaskFailureDetails FromException(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        var inner = exception.InnerException is { } cause ? FromException(cause) : null;
        return new(exception.GetType().ToString(), exception.Message, exception.StackTrace, inner, null);
    }

    private bool IsOf(Type target, Assembly caller)
    {
        if (string.IsNullOrEmpty(ErrorType))
            return false;
        var actual =
            Type.GetType(ErrorType, throwOnError: false)
            ?? target.Assembly.GetType(ErrorType, throwOnError: false)
            ?? caller.GetType(ErrorType, throwOnError: false)
            ?? FindLoaded(ErrorType);
        return actual is not null && target.IsAssignableFrom(actual);
    }

    private static Type? FindLoaded(string name)
    {
        var found = AppDomain
            .CurrentDomain.GetAssemblies()
            .Select(a => a.GetType(name, throwOnError: false))
            .OfType<Type>()
            .ToList();
        return found.Count > 1
            ? throw new AmbiguousMatchException($"More than one loaded exception type is called {name}.")
            : found.FirstOrDefault();
    }
}
