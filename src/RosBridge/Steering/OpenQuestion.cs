using System.Globalization;
using Forewarn.Core;

namespace Forewarn.RosBridge;

/// <summary>What an answer to a question of the robot means.</summary>
internal static class OpenQuestion
{
    /// <summary>
    /// The number of an option stands for its narration, options being ordered by how well they fit, as the question
    /// lists them; anything else is taken at its word.
    /// </summary>
    public static string Meaning(Decision asked, string answer)
    {
        string text = answer.Trim().Trim('(', ')', '.');
        if (!int.TryParse(text, CultureInfo.InvariantCulture, out int number)) return answer.Trim();
        string[] options =
        [
            .. asked.Narrations.GroupBy(n => n.Text, StringComparer.Ordinal)
                .OrderByDescending(g => g.Sum(n => asked.Scores[n.Mode])).Select(g => g.Key),
        ];
        return number >= 1 && number <= options.Length ? options[number - 1] : "";
    }
}
