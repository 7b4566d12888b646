#pragma once

#include "app/http/types.h"
#include "app/netboot/boot_decider.h"
#include "app/netboot/boot_event.h"
#include "app/netboot/client_directory.h"
#include "models/base/result.h"

#include <memory>
#include <vector>

namespace rackhouse::netboot
{

/// What the boot HTTP gives out.
struct BootContent {
    QString kernelFile;
    QString initrdFile;
    QString uefiLoaderName; ///< "snponly.efi": its name under /boot/
    QString uefiLoaderFile;
    /// The file of an image that is ready, or an error to answer. Called on an HTTP thread.
    std::function<Result<QString>(const QString& imageId)> imageFile;
};

/// A part of the path that others answer.
struct BootRoute {
    QString prefix; ///< "/agent/v1/"
    http::Handler handler;
    http::UploadPolicy bodies; ///< what they take; empty: nothing
};

/// The requests of booting machines: `/boot/ipxe?mac=&uuid=&arch=` (made at request time),
/// `/boot/kernel`, `/boot/initrd`, `/boot/snponly.efi`, `/images/ID`, and the injected routes.
class BootHttp
{
public:
    struct Dependencies {
        const Clock& clock;
        const ClientDirectory& directory;
        BootDecider decider;
        BootObserver observer; ///< may be empty
        BootContent content;
        std::vector<BootRoute> routes;
    };

    explicit BootHttp(Dependencies dependencies);
    /// A handler for the server at `base` ("http://10.77.0.1:8080"). It may outlive this object.
    http::Handler handlerFor(const QString& base) const;
    /// No body is taken but by the routes that want one. It may outlive this object.
    http::UploadPolicy bodyPolicy() const;

private:
    std::shared_ptr<const Dependencies> m_dependencies;
};

} // namespace rackhouse::netboot
