namespace Forewarn.Lab.Sweeps;

/// <summary>
/// Lets a process that another one started end with it, and at its wish: whoever starts it sets <see cref="Variable"/> and holds its input
/// open. When the input ends, because it was closed or because the other process is gone, the work is canceled as by an interruption.
/// </summary>
internal static class ParentWatch
{
    public const string Variable = "FOREWARN_ENDS_WITH_INPUT";

    /// <summary>Canceled when the input ends; never when nobody asked.</summary>
    public static CancellationToken Token()
    {
        if (Environment.GetEnvironmentVariable(Variable) is not "1") return CancellationToken.None;
        // It is meant for this process, not for those that it starts itself.
        Environment.SetEnvironmentVariable(Variable, null);
        var ended = new CancellationTokenSource();
        new Thread(() => Watch(ended)) { IsBackground = true, Name = "parent watch" }.Start();
        return ended.Token;
    }

    private static void Watch(CancellationTokenSource ended)
    {
        using var input = Console.OpenStandardInput();
        Span<byte> ignored = stackalloc byte[64];
        try
        {
            while (input.Read(ignored) > 0)
            {
                // Nothing is ever said; only the end counts.
            }
        }
        catch (IOException)
        {
            // As good as the end.
        }
        ended.Cancel();
    }
}
