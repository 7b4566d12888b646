#pragma once

#include "tests/gui/demowindow.h"

#include "tests/support/syntheticsite.h"
#include "widgets/hall/hallview.h"

namespace rackhouse
{

inline constexpr Instant kNow{1'700'000'000'000};
/// Two halls of three rows of four racks.
inline constexpr SyntheticSite::Size kSmall{
    .halls = 2, .rowsPerHall = 3, .racksPerRow = 4, .servers = 60, .gpusPerServer = 0, .cables = 0};

inline std::shared_ptr<const FloorPicture> pictureOf(const SyntheticSite& site)
{
    return std::make_shared<FloorPicture>(FloorPicture::Source{.halls = site.halls(),
                                                               .racks = site.racks(),
                                                               .machines = site.machines(),
                                                               .assets = site.assets(),
                                                               .now = kNow});
}

/// The window at the floor of a small site.
struct HallWindow {
    explicit HallWindow(const QString& link = QStringLiteral("rackhouse:/floor"))
        : demo(0), site(kSmall, demo.clock().now())
    {
        filled = bool(site.fill(demo.replica()));
        demo.records().setSite(SyntheticSite::key());
        demo.window().open(QUrl(link));
        view = demo.window().findChild<HallView*>(QStringLiteral("hall"));
    }
    bool isThere() const { return filled && view->model()->rowCount() == 2; }
    QString current() const { return view->currentIndex().data().toString(); }
    FloorModel& model() const { return *static_cast<FloorModel*>(view->model()); }
    /// Of a rack, by its name.
    QModelIndex rack(const QString& name) const
    {
        const FloorPicture& picture = *model().picture();
        for (int rack = 0; rack < int(picture.racks().size()); ++rack) {
            if (picture.rack(rack).rack.name == name)
                return model().indexOfRack(rack);
        }
        return {};
    }
    /// As the replica has it.
    Hall hall(const QString& name)
    {
        const auto rows =
            demo.replica().list<Hall>(SyntheticSite::key(), {.equals = {{u"name"_qs, name}}});
        return rows && !rows->empty() ? rows->front() : Hall();
    }
    /// Of a hall on the site, as it is drawn.
    QRectF area(const QString& name) const
    {
        const FloorPicture& picture = *model().picture();
        return picture.site().places()[size_t(picture.indexOfHall(name))].area;
    }
    template <class T>
    T* find(const QString& name)
    {
        return demo.window().findChild<T*>(name);
    }

    DemoWindow demo;
    SyntheticSite site;
    HallView* view = nullptr;
    bool filled = false;
};

} // namespace rackhouse
