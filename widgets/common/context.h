#pragma once

#include "models/base/clock.h"

namespace rackhouse
{

class ActionRegistry;
class Edits;
class Focus;
class Icons;
class Prompts;
class Records;
class Settings;
class SiteLink;
class Theme;

/// What every page is given. Built once in main.cpp (or in a test), outlives the window.
struct Context {
    const Clock& clock;
    Theme& theme;
    Icons& icons;
    Settings& settings;
    Records& records;
    SiteLink& site;
    Focus& focus;
    ActionRegistry& actions;
    Prompts& prompts;
    Edits* edits = nullptr; ///< of the window, which sets it
};

} // namespace rackhouse
