// Writes to a store as fast as it can and reports on standard output what was committed, until it
// is killed. Each line is "THREAD COUNT EVENT-ID": the event is stored and the rack of the thread
// counts that many events.
#include "models/domain/asset.h"
#include "models/domain/job.h"
#include "models/store/store.h"

#include <QCoreApplication>

#include <cstdio>
#include <deque>
#include <thread>
#include <unistd.h>

using namespace rackhouse;

namespace
{

constexpr int kThreads = 4;
constexpr std::size_t kOutstanding = 8;

struct Written {
    qint64 count = 0;
    QString event;
};

QString rackId(int thread)
{
    return QStringLiteral("01900000-0000-7000-8000-00000000000%1").arg(thread);
}

/// One event more, and the rack that counts them, in one piece of work.
Result<Written> writeOne(Writer& writer, int thread)
{
    auto rack = writer.find<Rack>(rackId(thread));
    if (!rack)
        return fail(rack.error());
    Rack counter;
    if (*rack)
        counter = **rack;
    counter.id = RackId(rackId(thread));
    counter.name = QString::number(thread);
    ++counter.powerLimitW;
    Event event;
    event.id = EventId::create();
    event.at = writer.now();
    event.code = QString::number(thread);
    event.text = QString(static_cast<int>(counter.powerLimitW % 700), QLatin1Char('x'));
    if (auto put = writer.put(counter); !put)
        return fail(put.error());
    if (auto put = writer.put(event); !put)
        return fail(put.error());
    return Written{counter.powerLimitW, event.id.text()};
}

void report(int thread, const Written& written)
{
    const QByteArray line =
        QStringLiteral("%1 %2 %3\n").arg(thread).arg(written.count).arg(written.event).toLatin1();
    // One write() of a short line is atomic on a pipe.
    if (::write(STDOUT_FILENO, line.constData(), static_cast<size_t>(line.size())) != line.size())
        std::_Exit(1);
}

[[noreturn]] void writeForEver(Store& store, int thread)
{
    std::deque<QFuture<Result<Written>>> outstanding;
    for (;;) {
        while (outstanding.size() < kOutstanding)
            outstanding.push_back(store.write<Written>(
                [thread](Writer& writer) { return writeOne(writer, thread); }));
        const Result<Written> written = outstanding.front().result();
        outstanding.pop_front();
        if (!written) {
            std::fprintf(stderr, "%s\n", qPrintable(written.error().detail));
            std::_Exit(1);
        }
        report(thread, *written);
    }
}

} // namespace

int main(int argc, char** argv)
{
    QCoreApplication application(argc, argv);
    const SystemClock clock;
    auto store = Store::open(application.arguments().value(1), clock);
    if (!store) {
        std::fprintf(stderr, "%s\n", qPrintable(store.error().detail));
        return 1;
    }
    std::vector<std::thread> threads;
    for (int thread = 0; thread < kThreads; ++thread)
        threads.emplace_back([&store, thread] { writeForEver(**store, thread); });
    for (std::thread& thread : threads)
        thread.join();
    return 0;
}
