#include "app/api/context.h"

namespace rackhouse::api
{

void addImageRoutes(std::vector<Route>& routes, const Context& context)
{
    ImageDesk& desk = context.images;
    Route create{"POST", QStringLiteral("/images"), Role::Operator,
                 QStringLiteral("Announce an image to upload, or register a file (admin)")};
    create.handler = [&desk](const CallPtr& call, const Respond& respond) {
        desk.create(call, respond);
    };
    create.body = writableSchema(Image::record());
    create.answers = &Image::record();
    create.startsWork = true;
    routes.push_back(std::move(create));

    Route content{"PUT", QStringLiteral("/images/{id}/content"), Role::Operator,
                  QStringLiteral("Upload the file of an image")};
    content.handler = [&desk](const CallPtr& call, const Respond& respond) {
        desk.receive(call, respond);
    };
    content.dropped = [&desk](const QString& id, const Error& error) {
        desk.uploadFailed(id, error);
    };
    content.answers = &Image::record();
    content.upload = [&desk](const Call& call) {
        return desk.admit(call.id());
    };
    routes.push_back(std::move(content));

    Route erase{"DELETE", QStringLiteral("/images/{id}"), Role::Operator,
                QStringLiteral("Remove an image that no machine uses")};
    erase.handler = [&desk](const CallPtr& call, const Respond& respond) {
        desk.remove(call, respond);
    };
    routes.push_back(std::move(erase));
}

} // namespace rackhouse::api
