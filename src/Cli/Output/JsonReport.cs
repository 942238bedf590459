using System.Text.Json;
using System.Text.Json.Serialization;
using Forewarn.Core;

namespace Forewarn.Cli.Output;

/// <summary>The machine-readable twin of what a reporting verb prints.</summary>
public static class JsonReport
{
    private static readonly JsonSerializerOptions Form = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>Writes the whole file or nothing; does nothing without a file.</summary>
    /// <exception cref="ForewarnException">The file cannot be written.</exception>
    public static void Write<T>(FileInfo? file, T report)
    {
        if (file is null) return;
        try
        {
            AtomicFile.WriteText(file.FullName, JsonSerializer.Serialize(report, Form) + "\n");
        }
        catch (ForewarnException fault)
        {
            throw ForewarnException.Of("--json", $"'{file.FullName}' ({fault.InnerException?.Message.TrimEnd('.')})",
                "a file that can be written", "Name another one.", ExitCode.Usage, fault);
        }
    }
}
