using System;

namespace ROS2;

public static class RCLdotnet
{
    private static bool _runs;

    public static void Init() => _runs = true;

    public static bool Ok() => _runs;

    public static void Shutdown() => _runs = false;

    public static Node CreateNode(string nodeName, string nodeNamespace) => new(nodeName, nodeNamespace);

    // As there: lists are walked while callbacks run, one message per subscription, and what a callback throws comes through.
    public static void SpinOnce(Node node, long timeout)
    {
        if (!_runs) throw new Exception("native_rcl_wait() failed.");
        if (node.IsEmpty || !Bus.Wait(node, timeout)) return;
        foreach (var subscription in node.Subscriptions) subscription.Take();
        foreach (var service in node.Services) service.Take();
        foreach (var client in node.Clients) client.Take();
        foreach (var guard in node.GuardConditions) guard.Take();
    }
}
