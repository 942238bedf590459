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
            if (i > 0 && char.IsUpper(member[i]) && !char.IsUpper(member[i - 1])) text.Append('_');
            text.Append(char.ToLowerInvariant(member[i]));
        }

        return text.ToString();
    }

    /// <summary>Equal but for case, underscores and hyphens.</summary>
    public static bool Same(string a, string b) => string.Equals(Bare(a), Bare(b), StringComparison.OrdinalIgnoreCase);

    private static string Bare(string name) => string.Concat(name.Where(letter => letter is not ('_' or '-')));
}
