using Mothership.Local.Demo;
using Spectre.Console;

// mothership-demo STATE-FOLDER: runs the tour against the local cloud whose state folder is given.
if (args is not [var state])
{
    Console.Error.WriteLine("usage: mothership-demo STATE-FOLDER");
    return 2;
}
if (Console.IsOutputRedirected)
{
    AnsiConsole.Profile.Capabilities.Ansi = false;
    AnsiConsole.Profile.Width = 120;
}
try
{
    using var cloud = RunningCloud.Find(state);
    await new Tour(cloud).RunAsync();
    return 0;
}
catch (TourFailedException e)
{
    AnsiConsole.MarkupLineInterpolated($"[red]failed:[/] {e.Message}");
    return 1;
}
