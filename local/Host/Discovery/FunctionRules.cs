using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Mothership.Local.Worker;

namespace Mothership.Local.Host;

/// <summary>What must hold of an app's functions before any of them runs.</summary>
internal static class FunctionRules
{
    private static readonly Type[] KafkaOutputs = [typeof(string), typeof(byte[]), typeof(string[]), typeof(byte[][])];

    internal static IEnumerable<string> Check(AppRuntime app)
    {
        if (
            app.With<HttpTriggerAttribute>().Any() && !app.Services.GetRequiredService<InvocationPipeline>().AnswersHttp
        )
            yield return "it has HTTP functions, but nothing answers for them: "
                + "call builder.ConfigureFunctionsWebApplication().";
        foreach (var problem in app.Functions.SelectMany(Check))
            yield return problem;
    }

    /// <summary>A timer's schedule; null, and a problem, when it can't be read.</summary>
    internal static Schedule? ScheduleOf(
        FunctionDescriptor function,
        TimerTriggerAttribute trigger,
        SettingNames names,
        List<string> problems
    )
    {
        try
        {
            var text = names.Resolve(trigger.Schedule);
            if (Schedule.Parse(text) is { } schedule)
                return schedule;
            problems.Add(
                $"{function.Place}, parameter '{function.TriggerParameter.Name}': the schedule '{text}' is neither "
                    + "NCRONTAB with five or six fields nor a time span: correct it."
            );
        }
        catch (UnresolvedSettingException e)
        {
            problems.Add($"{function.Place}, parameter '{function.TriggerParameter.Name}': {e.Message}");
        }
        return null;
    }

    /// <summary>
    /// Where a Kafka function's messages come from; null, and a problem, when the attribute can't be used.
    /// </summary>
    internal static KafkaConnection? ConnectionOf(
        FunctionDescriptor function,
        KafkaTriggerAttribute trigger,
        SettingNames names,
        string folder,
        List<string> problems
    )
    {
        try
        {
            return KafkaConnection.Of(trigger, names, folder);
        }
        catch (Exception e) when (e is UnresolvedSettingException or NotSupportedException)
        {
            problems.Add($"{function.Place}, parameter '{function.TriggerParameter.Name}': {e.Message}");
            return null;
        }
    }

    private static IEnumerable<string> Check(FunctionDescriptor function)
    {
        if (function.Trigger is OrchestrationTriggerAttribute && function.Outputs.Names.Any())
            yield return $"{function.Place}: an orchestrator has no outputs of its own: send from an activity.";
        if (
            function
                .Method.GetParameters()
                .Select(p => p.GetCustomAttribute<DurableClientAttribute>())
                .Any(client => client is { TaskHub: not null } or { ConnectionName: not null })
        )
            yield return $"{function.Place}: an app has one task hub here: remove TaskHub and ConnectionName.";
        if (function.Retry is not null && function.Trigger is not (TimerTriggerAttribute or KafkaTriggerAttribute))
            yield return $"{function.Place}: only timer and Kafka triggers are retried by attribute: remove it.";
        foreach (var unknown in function.Outputs.Unknown)
            yield return $"{function.Place}: the local host has no {unknown.GetType().Name}: remove it.";
        foreach (var output in function.Outputs.Kafka.Where(o => !KafkaOutputs.Contains(o.Type)))
            yield return $"{function.Place}, output '{output.Name}': {output.Type} cannot be sent to Kafka; "
                + "make it a string, byte[], string[] or byte[][], or use a producer for keys and headers.";
    }
}
