using System.Text;

namespace Forewarn.Cli.Configs;

/// <summary>Names as configurations spell them: <c>NmsRadiusCm</c> is <c>nms_radius_cm</c>.</summary>
internal static class ConfigName
{
    public static string Of(string member)
    {
        var text = new StringBuilder();
        for (int i = 0; i < member.Length; i++)
        {
            bool starts = i > 0 && char.IsUpper(member[i]) && (!char.IsUpper(member[i - 1]) || i + 1 < member.Length && char.IsLower(member[i + 1]));
            if (starts) text.Append('_');
            text.Append(char.ToLowerInvariant(member[i]));
        }

        return text.ToString();
    }

    public static bool Same(string a, string b) =>
        string.Equals(a.Replace("_", "", StringComparison.Ordinal), b.Replace("_", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase);
}
