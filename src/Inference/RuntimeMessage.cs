namespace Forewarn.Inference;

/// <summary>The part of a native error text that a person can use.</summary>
internal static class RuntimeMessage
{
    public static string Of(Exception cause)
    {
        string line = FirstLine(cause.Message);
        // "[ErrorCode:Fail] what happened"
        bool coded = line.StartsWith("[ErrorCode", StringComparison.Ordinal);
        int start = coded ? line.IndexOf(']', StringComparison.Ordinal) + 1 : 0;
        return line[start..].Trim().TrimEnd('.');
    }

    public static string FirstLine(string text)
    {
        int end = text.IndexOf('\n', StringComparison.Ordinal);
        return (end < 0 ? text : text[..end]).Trim();
    }
}
