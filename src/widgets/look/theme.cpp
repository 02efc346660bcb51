// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/look/theme.h"

#include "widgets/look/desktopfont.h"
#include "widgets/look/desktopscheme.h"

#include <QFile>
#include <QGuiApplication>
#include <QRegularExpression>

#include <algorithm>
#include <array>
#include <utility>

namespace holdline::widgets {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array<double, Theme::kTextSizes> kScales = {0.9, 1.0, 1.15, 1.3, 1.5, 1.75};

/// Replaces `@name` with a colour of the palette, and `@<n>px` with n pixels in the chosen text
/// size.
QString filledIn(QString sheet, const ThemePalette &palette, double scale)
{
    const std::pair<QString, QColor> colours[] = {
        {u"@background"_s, palette.background},
        {u"@card"_s, palette.card},
        {u"@ink"_s, palette.ink},
        {u"@muted"_s, palette.muted},
        {u"@line"_s, palette.line},
        {u"@outline"_s, palette.outline},
        {u"@accent"_s, palette.accent},
        {u"@success"_s, palette.success},
        {u"@on-accent"_s, palette.onAccent},
        {u"@info-background"_s, palette.info.background},
        {u"@info-text"_s, palette.info.text},
        {u"@info-border"_s, palette.info.border},
        {u"@warning-background"_s, palette.warning.background},
        {u"@warning-text"_s, palette.warning.text},
        {u"@warning-border"_s, palette.warning.border},
        {u"@error-background"_s, palette.error.background},
        {u"@error-text"_s, palette.error.text},
        {u"@error-border"_s, palette.error.border},
    };
    for (const auto &[name, colour] : colours)
        sheet.replace(name, colour.name());

    static const QRegularExpression pixels(u"@([0-9.]+)px"_s);
    QString result;
    qsizetype done = 0;
    for (auto it = pixels.globalMatch(sheet); it.hasNext();) {
        const QRegularExpressionMatch match = it.next();
        result += QStringView(sheet).sliced(done, match.capturedStart() - done);
        result += u"%1px"_s.arg(qRound(match.captured(1).toDouble() * scale));
        done = match.capturedEnd();
    }
    result += QStringView(sheet).sliced(done);
    return result;
}

} // namespace

double Theme::scale(int step)
{
    return kScales[static_cast<std::size_t>(step)];
}

Theme::Theme(const DesktopScheme &desktop, QObject *parent) : QObject(parent), m_desktop(desktop)
{
    update();
    qGuiApp->installEventFilter(this);
    connect(&desktop, &DesktopScheme::changed, this, &Theme::update);
}

bool Theme::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == qGuiApp && event->type() == QEvent::ApplicationFontChange)
        Q_EMIT changed();
    return QObject::eventFilter(watched, event);
}

void Theme::setChoice(Choice choice)
{
    if (std::exchange(m_choice, choice) == choice)
        return;
    // Also emits changed() if the colours stay, because the menu shows the choice.
    m_palette = chosenPalette();
    Q_EMIT changed();
}

void Theme::setTextSize(int step)
{
    step = std::clamp(step, 0, kTextSizes - 1);
    if (std::exchange(m_textSize, step) != step)
        Q_EMIT changed();
}

ThemePalette Theme::chosenPalette() const
{
    const bool dark =
        m_choice == Choice::Dark || (m_choice == Choice::FollowSystem && m_desktop.isDark());
    return dark ? ThemePalette::dark() : ThemePalette::light();
}

void Theme::update()
{
    ThemePalette palette = chosenPalette();
    if (palette == m_palette)
        return;
    m_palette = std::move(palette);
    Q_EMIT changed();
}

QString Theme::styleSheet() const
{
    QFile file(u":/holdline/style/holdline.qss"_s);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QString sheet = QString::fromUtf8(file.readAll());
    const QFont desktop = QGuiApplication::font();
    sheet.replace(u"@font-family"_s, textFamily(desktop));
    return filledIn(sheet, m_palette, scale(m_textSize) * textScale(desktop));
}

} // namespace holdline::widgets
