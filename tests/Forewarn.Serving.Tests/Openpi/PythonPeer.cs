using System.Diagnostics;

namespace Forewarn.Serving.Tests.Openpi;

/// <summary>Debian's Python with NumPy and msgpack, running <c>openpi_peer.py</c>.</summary>
internal sealed class PythonPeer : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly Task<string> _errors;

    private PythonPeer(params string[] arguments)
    {
        var start = new ProcessStartInfo("/usr/bin/python3")
        {
            RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false,
        };
        foreach (string argument in (string[])[Path.Combine(AppContext.BaseDirectory, "openpi_peer.py"), .. arguments]) start.ArgumentList.Add(argument);
        _process = Process.Start(start)!;
        _errors = _process.StandardError.ReadToEndAsync();
    }

    /// <summary>Runs a case to its end; its checks must hold.</summary>
    /// <returns>What it printed.</returns>
    public static async Task<string> RunAsync(string peerCase, Uri server, params string[] arguments)
    {
        using var peer = new PythonPeer([peerCase, $"{server.Port}", .. arguments]);
        using var late = new CancellationTokenSource(s_patience);
        string said = await peer._process.StandardOutput.ReadToEndAsync(late.Token);
        await peer._process.WaitForExitAsync(late.Token);
        Assert.True(peer._process.ExitCode == 0, $"{said}{await peer._errors}");
        return said;
    }

    /// <summary>Starts a stock openpi server.</summary>
    public static async Task<(PythonPeer Peer, Uri Address)> ServeAsync(string mode)
    {
        var peer = new PythonPeer("serve", "0", mode);
        string? port = await peer._process.StandardOutput.ReadLineAsync();
        if (port is null) Assert.Fail(await peer._errors);
        return (peer, OpenpiAddress.Parse($"openpi://127.0.0.1:{port}"));
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill();
        _process.Dispose();
    }
}
