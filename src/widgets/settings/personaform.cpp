// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/settings/personaform.h"

#include "protocol/limits.h"
#include "widgets/look/personawords.h"
#include "widgets/look/placeholdershade.h"
#include "widgets/settings/formwords.h"

#include "ui_personaform.h"

#include <QEvent>
#include <QFileDialog>
#include <QScopedValueRollback>

#include <algorithm>
#include <array>

namespace holdline::widgets {

using namespace Qt::StringLiterals;
using client::Persona;
using protocol::Voice;

namespace {

/// Those that language models of today speak well.
constexpr std::array kLanguages = {"ar", "cs", "da", "de", "el", "en", "es", "fi", "fr",
                                   "he", "hi", "hu", "it", "ja", "ko", "nb", "nl", "pl",
                                   "pt", "ro", "ru", "sv", "tr", "uk", "vi", "zh"};
constexpr std::array kPauses = {0, 20, 50, 100}; // as in the menu

/// Selects the entry with this data. Adds one with `text` if there is none.
void select(QComboBox &box, const QVariant &data, const QString &text)
{
    int index = box.findData(data);
    if (index < 0) {
        box.addItem(text, data);
        index = box.count() - 1;
    }
    box.setCurrentIndex(index);
}

} // namespace

PersonaForm::PersonaForm(QWidget *parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::PersonaForm>())
{
    m_ui->setupUi(this);
    m_ui->name->setMaxLength(static_cast<int>(protocol::kMaxPersonaName));
    m_ui->role->setMaxLength(static_cast<int>(Persona::kMaxRole));
    m_ui->greeting->setMaxLength(static_cast<int>(protocol::kMaxGreeting));
    m_ui->rate->setRange(protocol::kMinSpeakingRate, protocol::kMaxSpeakingRate);
    m_ui->choosePicture->setAccessibleName(tr("Choose a picture"));
    fillChoices();
    connectFields();
}

PersonaForm::~PersonaForm() = default;

void PersonaForm::fillChoices()
{
    m_ui->language->addItem(tr("The language of the user"), QString());
    for (const char *tag : kLanguages) {
        const QString language = QString::fromLatin1(tag);
        m_ui->language->addItem(PersonaWords::languageName(language), language);
    }
    m_ui->pause->addItem(tr("As chosen in the menu"));
    const QStringList pauses{tr("Short"), tr("Normal"), tr("Long"), tr("Very long")};
    for (std::size_t i = 0; i < kPauses.size(); ++i)
        m_ui->pause->addItem(pauses[static_cast<int>(i)], kPauses[i]);
    fillVoices();
}

void PersonaForm::connectFields()
{
    for (const QLineEdit *field : {m_ui->name, m_ui->role, m_ui->greeting})
        connect(field, &QLineEdit::editingFinished, this, &PersonaForm::commit);
    for (const QComboBox *box : {m_ui->language, m_ui->voice, m_ui->pause})
        connect(box, &QComboBox::activated, this, &PersonaForm::commit);
    connect(m_ui->rate, &QDoubleSpinBox::editingFinished, this, &PersonaForm::commit);
    connect(m_ui->name, &QLineEdit::textChanged, this, &PersonaForm::refreshWords);
    connect(m_ui->instructions, &QPlainTextEdit::textChanged, this, &PersonaForm::refreshWords);
    connect(m_ui->language, &QComboBox::currentIndexChanged, this, &PersonaForm::refreshWords);
    m_ui->instructions->installEventFilter(this);
    connect(m_ui->choosePicture, &QToolButton::clicked, this, &PersonaForm::choosePicture);
    connect(m_ui->removePicture, &QToolButton::clicked, this, [this] { setPicture({}); });
    connect(m_ui->listen, &QPushButton::clicked, this, &PersonaForm::listen);
}

bool PersonaForm::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::FocusOut)
        commit();
    return QWidget::eventFilter(watched, event);
}

void PersonaForm::focusName()
{
    m_ui->name->setFocus(Qt::OtherFocusReason);
    m_ui->name->selectAll();
}

// ---- what the fields show

void PersonaForm::setPersona(const Persona &persona)
{
    if (persona == m_persona)
        return; // the user may be typing
    const QScopedValueRollback filling(m_isFilling, true);
    m_persona = persona;
    const protocol::Configuration &configuration = persona.configuration;
    m_ui->picture->setPersona(persona);
    m_ui->removePicture->setVisible(!persona.picture.isEmpty());
    m_ui->name->setText(persona.name());
    m_ui->role->setText(persona.role);
    m_ui->instructions->setPlainText(configuration.instructions);
    m_ui->greeting->setText(configuration.greeting);
    for (QLineEdit *field : {m_ui->name, m_ui->role, m_ui->greeting})
        field->setCursorPosition(0);
    select(*m_ui->language, configuration.language,
           PersonaWords::languageName(configuration.language));
    m_ui->rate->setValue(configuration.speakingRate);
    const auto pause = configuration.turnPause;
    select(*m_ui->pause, pause ? QVariant(*pause) : QVariant(),
           pause ? tr("%1 of 100", "patience").arg(*pause) : QString());
    fillVoices();
    refreshWords();
}

void PersonaForm::setVoices(const QList<Voice> &voices)
{
    m_voices = voices;
    fillVoices();
    refreshWords();
}

void PersonaForm::setHearsOnlyEnglish(bool onlyEnglish)
{
    m_hearsOnlyEnglish = onlyEnglish;
    refreshWords();
}

/// A voice that this server does not have stays chosen, because another server may have it.
void PersonaForm::fillVoices()
{
    const QScopedValueRollback filling(m_isFilling, true);
    m_ui->voice->clear();
    m_ui->voice->addItem(tr("The usual voice of the server"), QString());
    for (const Voice &voice : m_voices) {
        const QString engine =
            voice.engine.isEmpty() ? QString() : tr(" · %1", "an engine").arg(voice.engine);
        m_ui->voice->addItem(voice.name + engine, voice.id);
    }
    select(*m_ui->voice, m_persona.configuration.voice,
           tr("%1 (not on this server)", "a voice").arg(m_persona.configuration.voice));
    m_ui->listen->setEnabled(!m_voices.isEmpty());
}

bool PersonaForm::isSpoken(const QString &language) const
{
    const auto speaks = [&language](const Voice &voice) {
        return voice.language.isEmpty()
            || voice.language.section(u'-', 0, 0) == language.section(u'-', 0, 0);
    };
    return std::ranges::any_of(m_voices, speaks);
}

void PersonaForm::refreshWords()
{
    const bool isNameless = m_ui->name->text().simplified().isEmpty();
    say(*m_ui->nameWords, isNameless ? tr("A persona needs a name.") : QString(), true);
    const qsizetype excess = m_ui->instructions->toPlainText().size() - protocol::kMaxInstructions;
    say(*m_ui->instructionsWords,
        excess > 0 ? tr("%n characters too many: the end will be cut off.", nullptr,
                        static_cast<int>(excess))
                   : tr("The built-in assistant does not need them."),
        excess > 0);
    const QString warning = languageWarning();
    say(*m_ui->languageWords, warning, !warning.isEmpty());
    say(*m_ui->voiceWords,
        m_voices.isEmpty() ? tr("The voices appear here when you are connected.") : QString(),
        false);
}

QString PersonaForm::languageWarning() const
{
    const QString language = m_ui->language->currentData().toString();
    if (language.isEmpty())
        return {};
    const QString name = m_ui->language->currentText();
    QStringList warnings;
    if (!m_voices.isEmpty() && !isSpoken(language))
        warnings +=
            tr("No voice of this server speaks %1: answers may be hard to understand.").arg(name);
    if (m_hearsOnlyEnglish && language.section(u'-', 0, 0) != u"en")
        warnings += tr("The built-in recogniser understands only English. To speak %1, choose a "
                       "different recognition in the settings.")
                        .arg(name);
    return warnings.join(u'\n');
}

// ---- what the user does

Persona PersonaForm::fromFields() const
{
    Persona persona = m_persona;
    protocol::Configuration &configuration = persona.configuration;
    if (const QString name = m_ui->name->text().simplified(); !name.isEmpty())
        configuration.persona = name;
    persona.role = m_ui->role->text().simplified();
    configuration.instructions = m_ui->instructions->toPlainText().left(protocol::kMaxInstructions);
    configuration.greeting = m_ui->greeting->text().trimmed();
    configuration.language = m_ui->language->currentData().toString();
    configuration.voice = m_ui->voice->currentData().toString();
    configuration.speakingRate = m_ui->rate->value();
    const QVariant pause = m_ui->pause->currentData();
    configuration.turnPause = pause.isValid() ? std::optional(pause.toInt()) : std::nullopt;
    return persona;
}

void PersonaForm::commit()
{
    if (m_isFilling || m_persona.id.isEmpty()) // it shows no persona yet
        return;
    const Persona persona = fromFields();
    if (persona == m_persona)
        return;
    m_persona = persona;
    m_ui->picture->setPersona(persona);
    m_ui->removePicture->setVisible(!persona.picture.isEmpty());
    Q_EMIT edited(persona);
}

void PersonaForm::choosePicture()
{
    auto *dialog = new QFileDialog(this, tr("Choose a picture"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setMimeTypeFilters(
        {u"image/png"_s, u"image/jpeg"_s, u"image/webp"_s, u"application/octet-stream"_s});
    connect(dialog, &QFileDialog::fileSelected, this,
            [this](const QString &path) { setPicture(pictureFrom(QImage(path))); });
    dialog->open();
}

void PersonaForm::setPicture(const QByteArray &png)
{
    if (png.size() > Persona::kMaxPicture)
        return;
    Persona persona = fromFields();
    persona.picture = png;
    m_persona = persona;
    m_ui->picture->setPersona(persona);
    m_ui->removePicture->setVisible(!png.isEmpty());
    Q_EMIT edited(persona);
}

void PersonaForm::listen()
{
    commit();
    const protocol::Configuration &configuration = m_persona.configuration;
    const QString text = configuration.greeting.isEmpty()
        ? u"Hello, I am %1. This is how I sound."_s.arg(m_persona.name())
        : configuration.greeting;
    Q_EMIT sampleRequested({.voice = configuration.voice,
                            .speakingRate = configuration.speakingRate,
                            .text = text.left(protocol::kMaxSampleText)});
}

} // namespace holdline::widgets
