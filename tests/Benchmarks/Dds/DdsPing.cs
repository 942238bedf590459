using System.Diagnostics;
using Forewarn.Core;
using Forewarn.Messages;
using Forewarn.Messages.SensorMsgs;
using Forewarn.RosBridge;
using Forewarn.RosBridge.Cyclone;
using Forewarn.Tests;

namespace Forewarn.Benchmarks.Dds;

/// <summary>Our side: images to a second process of ours and back, a wait set in both.</summary>
internal sealed class DdsPing : IDisposable
{
    private const int WarmUp = 500;

    private static readonly QosProfile s_qos = QosProfile.Default with { Depth = 1 };

    private readonly TestDomain _domain = new();
    private readonly CycloneTransport _transport;
    private readonly Process _pong;
    private readonly IRawPublisher _pings;
    private readonly IRawSubscription _pongs;
    private bool _back;

    public DdsPing()
    {
        _transport = _domain.Join();
        var node = _transport.OpenNode("ping", "/bench");
        _pings = node.CreatePublisher("/ping", Image.Type, s_qos);
        _pongs = node.CreateSubscription("/pong", Image.Type, s_qos, (ReadOnlySpan<byte> _, in MessageInfo _) => _back = true);
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "forewarn-interop-peer.dll"), "pong"])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true,
        };
        foreach (var (name, value) in _domain.Environment) start.Environment[name] = value;
        _pong = Process.Start(start)!;
        if (!SpinLoop.Until(() => _pings.MatchedCount == 1 && _pongs.MatchedCount == 1, _transport))
            throw new ForewarnException("bench dds: the second process does not answer; its own words stand above.");
        SpinLoop.For(TimeSpan.FromMilliseconds(300), _transport);
    }

    public DdsTrips Measure(int payload, int count)
    {
        var (head, pixels, halves) = (Head(payload), new byte[payload], new double[count]);
        for (int i = 0; i < WarmUp; i++) Trip(head, pixels);
        int collections = GC.CollectionCount(0);
        long allocated = GC.GetTotalAllocatedBytes(precise: true);
        for (int i = 0; i < count; i++) halves[i] = Trip(head, pixels) / 2;
        allocated = GC.GetTotalAllocatedBytes(precise: true) - allocated;
        collections = GC.CollectionCount(0) - collections;
        Array.Sort(halves);
        return new(halves[count / 2], halves[count * 99 / 100], count, (double)allocated / count, collections);
    }

    public void Dispose()
    {
        _pong.StandardInput.Close();
        if (!_pong.WaitForExit(5000)) _pong.Kill();
        _pong.Dispose();
        _transport.Dispose();
        _domain.Dispose();
    }

    /// <returns>Microseconds.</returns>
    private double Trip(byte[] head, byte[] pixels)
    {
        _back = false;
        long start = Stopwatch.GetTimestamp();
        _pings.Send(head, pixels, default);
        while (!_back)
        {
            _transport.SpinOnce(TimeSpan.FromSeconds(1));
            if (Stopwatch.GetElapsedTime(start) > SpinLoop.Limit) throw new ForewarnException("bench dds: a sample did not come back.");
        }
        return Stopwatch.GetElapsedTime(start).TotalMicroseconds;
    }

    /// <summary>An image but for its pixels: the last four bytes are their count.</summary>
    private static byte[] Head(int payload)
    {
        var cdr = new CdrWriter();
        var image = new Image { Height = 1, Width = (uint)payload, Step = (uint)payload, Encoding = "mono8" };
        image.Header.FrameId = "cam";
        image.WriteTo(cdr);
        byte[] head = cdr.Bytes.ToArray();
        BitConverter.TryWriteBytes(head.AsSpan(head.Length - 4), payload);
        return head;
    }
}
