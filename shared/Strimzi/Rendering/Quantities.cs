namespace Mothership.Strimzi.Rendering;

/// <summary>Amounts as the API server itself writes them, so that what is read is what was wanted.</summary>
internal static class Quantities
{
    private const int Kilo = 1000;
    private const int Kibi = 1024;

    public static string Cpu(long milli) => milli % Kilo == 0 ? $"{milli / Kilo}" : $"{milli}m";

    public static string Memory(long mi) => mi % Kibi == 0 ? Storage(mi / Kibi) : $"{mi}Mi";

    public static string Storage(long gi) => gi % Kibi == 0 ? $"{gi / Kibi}Ti" : $"{gi}Gi";
}
