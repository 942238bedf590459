using System.Text;

namespace Forewarn.Simulation.Tasks.Language;

/// <summary>A sentence with <c>{slots}</c>.</summary>
internal static class SentenceFrame
{
    /// <summary>Replaces every <c>{slot}</c> by what <paramref name="word"/> gives for it.</summary>
    public static string Fill(string frame, Func<string, string> word)
    {
        var text = new StringBuilder(frame.Length + 32);
        for (int at = 0; at < frame.Length;)
        {
            int open = frame.IndexOf('{', at);
            if (open < 0) { text.Append(frame, at, frame.Length - at); break; }
            int close = frame.IndexOf('}', open);
            text.Append(frame, at, open - at).Append(word(frame[(open + 1)..close]));
            at = close + 1;
        }
        return text.ToString();
    }

    /// <summary>The fixed words of a frame, without its slots.</summary>
    public static string Fixed(string frame) => Fill(frame, _ => " ");
}
