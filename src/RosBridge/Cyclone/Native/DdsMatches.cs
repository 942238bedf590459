using System.Runtime.InteropServices;

namespace Forewarn.RosBridge.Cyclone.Native;

/// <summary>Who is matched with an endpoint, and what discovery says about them.</summary>
internal static unsafe partial class DdsMatches
{
    [LibraryImport(DdsNative.Library, EntryPoint = "dds_get_matched_subscriptions")]
    internal static partial int Subscriptions(int writer, ulong* handles, nuint count);

    [LibraryImport(DdsNative.Library, EntryPoint = "dds_get_matched_publications")]
    internal static partial int Publications(int reader, ulong* handles, nuint count);

    /// <returns>Null when it is no longer matched; else freed by <see cref="Free"/>.</returns>
    [LibraryImport(DdsNative.Library, EntryPoint = "dds_get_matched_subscription_data")]
    internal static partial BuiltinEndpoint* Subscription(int writer, ulong handle);

    [LibraryImport(DdsNative.Library, EntryPoint = "dds_get_matched_publication_data")]
    internal static partial BuiltinEndpoint* Publication(int reader, ulong handle);

    [LibraryImport(DdsNative.Library, EntryPoint = "dds_builtintopic_free_endpoint")]
    internal static partial void Free(BuiltinEndpoint* endpoint);
}
