using System.Reflection;

namespace Forewarn.Core;

/// <summary>Version of the program, with the source revision where the build knew it.</summary>
public static class ForewarnVersion
{
    public static string Current { get; } =
        typeof(ForewarnVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
}
