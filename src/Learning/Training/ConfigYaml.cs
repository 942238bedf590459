using System.Text;
using System.Text.Json;

namespace Forewarn.Learning.Training;

/// <summary>
/// Renders option records as YAML: sections, <c>key: value</c> lines, scalars and lists in JSON form.
/// </summary>
internal static class ConfigYaml
{
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    public static string Render(ReadOnlySpan<(string Section, object Options)> sections)
    {
        var text = new StringBuilder();
        foreach (var (section, options) in sections)
        {
            text.Append(section).Append(":\n");
            Append(text, JsonSerializer.SerializeToElement(options, options.GetType(), Json), "  ");
        }
        return text.ToString();
    }

    private static void Append(StringBuilder text, JsonElement element, string indent)
    {
        foreach (var property in element.EnumerateObject())
        {
            text.Append(indent).Append(property.Name).Append(':');
            if (property.Value.ValueKind == JsonValueKind.Object)
            {
                text.Append('\n');
                Append(text, property.Value, indent + "  ");
            }
            else
            {
                text.Append(' ').Append(property.Value.GetRawText()).Append('\n');
            }
        }
    }
}
