using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Threading;

namespace ROS2;

/// <summary>Connects the nodes of one process and waits as rcl does: everything that is ready, then its callbacks.</summary>
internal static class Bus
{
    private static readonly JsonSerializerOptions Options = new() { NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };

    public static readonly object Gate = new();
    public static readonly Dictionary<string, List<Subscription>> Topics = [];
    public static readonly Dictionary<string, List<Service>> Services = [];

    public static T Copy<T>(T message) => JsonSerializer.Deserialize<T>(JsonSerializer.Serialize(message, Options), Options);

    public static void Add<T>(Dictionary<string, List<T>> lists, string name, T item)
    {
        lock (Gate)
        {
            if (!lists.TryGetValue(name, out var list)) lists[name] = list = [];
            list.Add(item);
        }
    }

    public static void Notify(Action change)
    {
        lock (Gate)
        {
            change();
            Monitor.PulseAll(Gate);
        }
    }

    /// <returns>Whether anything became ready in time.</returns>
    public static bool Wait(Node node, long milliseconds)
    {
        long until = Environment.TickCount64 + milliseconds;
        lock (Gate)
        {
            while (!node.IsReady)
            {
                long left = milliseconds < 0 ? 1000 : until - Environment.TickCount64;
                if (left <= 0) return false;
                Monitor.Wait(Gate, (int)left);
            }

            return true;
        }
    }

    public static Subscription[] Hearers(string topic)
    {
        lock (Gate) return Topics.TryGetValue(topic, out var list) ? [.. list] : [];
    }

    public static Service Server(string name)
    {
        lock (Gate) return Services.TryGetValue(name, out var list) ? list.LastOrDefault() : null;
    }
}
