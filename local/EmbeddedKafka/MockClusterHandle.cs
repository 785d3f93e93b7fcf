using Microsoft.Win32.SafeHandles;

namespace Mothership.Local.EmbeddedKafka;

/// <summary>
/// Owns a native mock cluster. The runtime holds a reference to it during each native call, so that disposal in the
/// middle of a call waits for its end, and destroys it even when its owner was forgotten.
/// </summary>
internal sealed class MockClusterHandle() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
{
    public void Own(nint cluster) => SetHandle(cluster);

    protected override bool ReleaseHandle()
    {
        NativeMock.ClusterDestroy(handle);
        return true;
    }
}
