using System.Globalization;
using Forewarn.Core;

namespace Forewarn.RosBridge;

/// <summary>What an answer to a question of the robot means.</summary>
internal static class OpenQuestion
{
    /// <summary>The number of an option stands for what the question offers there; anything else is taken at its word.</summary>
    public static string Meaning(Decision asked, string answer)
    {
        string text = answer.Trim().Trim('(', ')', '.');
        if (!int.TryParse(text, CultureInfo.InvariantCulture, out int number)) return answer.Trim();
        return number >= 1 && number <= (asked.Answers?.Count ?? 0) ? asked.Answers![number - 1] : "";
    }
}
