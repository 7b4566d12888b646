#include "app/machines/phonehome.h"

#include "app/jobs/await.h"
#include "app/jobs/jobengine.h"
#include "app/machines/bootsessions.h"
#include "models/store/store.h"

namespace rackhouse
{

QCoro::Task<void> takePhoneHome(JobEngine& engine, http::Request request, http::Reply reply)
{
    const auto alive = engine.handle();
    const QString token = request.path.mid(12);
    const QString hash = BootToken::hashOf(token);
    const auto found = engine.store().read<std::optional<BootSession>>(
        [&](Reader& reader) { return bootsessions::find(reader, hash, engine.now()); });
    const bool good = found && *found && (*found)->purpose == u"phone-home";
    if (!good || !engine.unfinished((*found)->jobId)) {
        reply(http::problemResponse(makeError("token-unknown")));
        co_return;
    }
    const JobId job = (*found)->jobId;
    QString form = QString::fromUtf8(request.body);
    form.replace(u'+', u' ');
    const QUrlQuery fields(form);
    QJsonObject said{{QStringLiteral("address"), request.peer.toString()},
                     {QStringLiteral("at"), engine.now().ms}};
    for (const auto& [name, value] : fields.queryItems(QUrl::FullyDecoded)) {
        if (name.size() <= 64 && said.size() < 32)
            said.insert(name, value.left(2048));
    }
    auto write = engine.patchStepData(job, QStringLiteral("await-phone-home"),
                                      {{QStringLiteral("phone_home"), said}});
    const auto written = co_await settled(write);
    if (!*alive)
        co_return;
    reply(written ? http::Response() : http::problemResponse(written.error()));
    if (written)
        engine.notify(job);
}

} // namespace rackhouse
