using System.Diagnostics;
using Forewarn.Tests;

namespace Forewarn.Interop.Tests;

/// <summary>Another process in the test's domain. It ends when its input is closed, so it cannot outlive the test.</summary>
internal sealed class PeerProcess : IDisposable
{
    private static readonly string s_peer = Path.Combine(AppContext.BaseDirectory, "forewarn-interop-peer.dll");

    private readonly Process _process;
    private readonly List<string> _lines = [];

    private PeerProcess(TestDomain domain, string program, ReadOnlySpan<string> arguments, string? library = null)
    {
        var start = new ProcessStartInfo(program)
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        foreach (string argument in arguments) start.ArgumentList.Add(argument);
        foreach (var (name, value) in domain.Environment) start.Environment[name] = value;
        if (library is not null) start.Environment["FOREWARN_DDSC_LIB"] = library;
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Add(line.Data);
        _process.ErrorDataReceived += (_, line) => Add(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (_lines) return [.. _lines];
        }
    }

    public int ExitCode => _process.ExitCode;

    /// <summary>Starts a native peer and waits until it has all its endpoints.</summary>
    public static PeerProcess Native(TestDomain domain, string program, params ReadOnlySpan<string> arguments) =>
        new PeerProcess(domain, program, arguments).Ready();

    /// <summary>The same for the peer in C#.</summary>
    public static PeerProcess CSharp(TestDomain domain, params ReadOnlySpan<string> arguments) =>
        new PeerProcess(domain, "dotnet", [s_peer, .. arguments]).Ready();

    /// <summary>Runs the peer in C# to its end, with another library of CycloneDDS.</summary>
    public static PeerProcess Failing(TestDomain domain, string library)
    {
        var peer = new PeerProcess(domain, "dotnet", [s_peer, "echo"], library);
        Assert.True(peer._process.WaitForExit(SpinLoop.Limit), "It does not end.");
        peer._process.WaitForExit(); // and its last lines are read
        return peer;
    }

    /// <summary>Waits for a line; nobody else spins meanwhile.</summary>
    public bool Says(Predicate<string> wanted)
    {
        var watch = Stopwatch.StartNew();
        while (watch.Elapsed < SpinLoop.Limit)
        {
            lock (_lines)
            {
                if (_lines.Exists(wanted)) return true;
                Monitor.Wait(_lines, 50);
            }
        }
        return false;
    }

    /// <summary>Ends it without a chance to say goodbye.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    /// <param name="name">Of a signal, such as STOP.</param>
    public void Signal(string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", $"{_process.Id}"]);
        kill.WaitForExit();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.StandardInput.Close();
            if (!_process.WaitForExit(5000)) _process.Kill();
        }
        _process.Dispose();
    }

    private PeerProcess Ready()
    {
        if (Says(line => line == "ready")) return this;
        string said = string.Join('\n', Lines);
        Dispose();
        throw new InvalidOperationException($"The peer is not ready: {said}");
    }

    private void Add(string? line)
    {
        if (line is null) return;
        lock (_lines)
        {
            _lines.Add(line);
            Monitor.PulseAll(_lines);
        }
    }
}
